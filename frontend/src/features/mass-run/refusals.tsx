import { Alert } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useCodes } from '@/lib/codes';
import { useFormat } from '@/lib/format';
import classes from './mass-run.module.css';

export type Refusal = { name: string; code: string; sent_by?: string; sent_at?: string };

/** What was left as it was, row by row, and why. */
export const Refusals = ({ refusals, onClose }: { refusals: Refusal[]; onClose?: () => void }) => {
  const { t } = useTranslation('mass-run');
  const { has, word, reason } = useCodes();
  const { instant } = useFormat();
  const common = useTranslation().t;
  if (refusals.length === 0) return null;
  const said = ({ code, sent_by, sent_at }: Refusal) => {
    if (sent_by && sent_at)
      return t('sentBefore', { name: sent_by.replace(/^\w+:/, ''), at: instant(sent_at) });
    const group = ['massRun', 'fault'].find((one) => has(one, code));
    return group ? word(group, code) : reason(code);
  };
  return (
    <Alert
      role="alert"
      color="cloudberry"
      mb="md"
      icon={<IconAlertTriangle aria-hidden />}
      title={t('refused', { count: refusals.length })}
      withCloseButton={Boolean(onClose)}
      closeButtonLabel={common('close')}
      onClose={onClose}
    >
      <ul className={classes.refusals}>
        {refusals.map((one) => (
          <li key={one.name + one.code}>
            <strong>{one.name}</strong>: {said(one)}
          </li>
        ))}
      </ul>
    </Alert>
  );
};
