import { Radio, Stack } from '@mantine/core';
import { IconMoon, IconSend, IconUserQuestion } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { useCodes } from '@/lib/codes';
import { Status } from '@/ui/status';

type Mode = Schemas['Mode'];

const looks = {
  off: { tone: 'rest', icon: IconMoon },
  propose: { tone: 'calm', icon: IconUserQuestion },
  send: { tone: 'good', icon: IconSend },
} as const;

export const ModeMark = ({ mode }: { mode: Mode }) => {
  const { word } = useCodes();
  return <Status {...looks[mode]}>{word('mode', mode)}</Status>;
};

type Props = {
  value: Mode;
  scope: Schemas['RuleScope'];
  onChange: (mode: Mode) => void;
  disabled?: boolean;
};

/* What is about all that a customer owes is always a person's to send. */
const modesOf = (scope: Schemas['RuleScope']): Mode[] =>
  scope === 'customer' ? ['propose', 'off'] : ['send', 'propose', 'off'];

export const ModeChoice = ({ value, scope, onChange, disabled }: Props) => {
  const { t } = useTranslation('rules');
  const { word } = useCodes();
  return (
    <Radio.Group label={t('mode')} value={value} onChange={(next) => onChange(next as Mode)}>
      <Stack gap="xs" mt={6}>
        {modesOf(scope).map((mode) => (
          <Radio
            key={mode}
            value={mode}
            disabled={disabled}
            label={word('mode', mode)}
            description={t(`modeTexts.${mode}${scope === 'customer' ? '_customer' : ''}`)}
          />
        ))}
      </Stack>
    </Radio.Group>
  );
};
