import { Button, Select, Stack, Textarea } from '@mantine/core';
import { IconRestore } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Panel } from '@/ui/panel';
import type { LetterInMaking, Proposal, Recognition } from './use-letter';

type Props = { letter: LetterInMaking; proposal: Proposal };

const incomes: Recognition[] = ['when_sent', 'when_paid'];

/** What the letter says (R310), and when what it claims is income (R311). */
export const LetterMessage = ({ letter, proposal }: Props) => {
  const { t } = useTranslation('collection');
  const common = useTranslation().t;
  const { draft, change } = letter;
  const isEdited = draft.text !== undefined;
  return (
    <Panel>
      <Stack>
        <Textarea
          label={t('send.message')}
          description={
            isEdited
              ? t('send.edited')
              : t('send.messageIn', { language: common(`languageName.${proposal.language}`) })
          }
          autosize
          minRows={6}
          maxRows={18}
          lang={proposal.language}
          maxLength={10000}
          value={draft.text ?? proposal.text ?? ''}
          disabled={proposal.text === undefined}
          onChange={(event) => change({ text: event.currentTarget.value })}
        />
        {isEdited && (
          <div>
            <Button
              variant="subtle"
              size="compact-sm"
              leftSection={<IconRestore size={16} aria-hidden />}
              onClick={() => change({ text: undefined })}
            >
              {t('send.restore')}
            </Button>
          </div>
        )}
        <Select
          label={t('send.income')}
          allowDeselect={false}
          data={incomes.map((value) => ({ value, label: t(`send.incomes.${value}`) }))}
          value={draft.income ?? proposal.recognises_income}
          onChange={(next) => change({ income: next as Recognition })}
        />
      </Stack>
    </Panel>
  );
};
