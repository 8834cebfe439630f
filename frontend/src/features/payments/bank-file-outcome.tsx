import { Alert, Stack } from '@mantine/core';
import { IconCircleCheck, IconInfoCircle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { useFormat } from '@/lib/format';
import { type Fact, Facts } from '@/ui/facts';
import { Money } from '@/ui/money';
import { BankFileNotes } from './bank-file-notes';

type Props = { file: Schemas['BankFile'] };

const counts = ['matched', 'unallocated', 'duplicate', 'pending', 'ignored'] as const;

/** What a bank file held: what was new, what was there already, and up to which day it reaches. */
export const BankFileOutcome = ({ file }: Props) => {
  const { t } = useTranslation('payments');
  const { day, number } = useFormat();
  const told = counts.filter((name) => name === 'matched' || file[`${name}_count`] > 0);
  const facts: Fact[] = [
    ...told.map((name) => ({
      term: t(`bank.counts.${name}`),
      value: number(file[`${name}_count`]),
    })),
    ...file.sums.map(({ currency, amount }) => ({
      term: t('bank.sum', { currency }),
      value: <Money amount={amount} currency={currency} />,
    })),
    ...(file.covers_until ? [{ term: t('bank.coversUntil'), value: day(file.covers_until) }] : []),
  ];
  return (
    <Stack gap="md" aria-live="polite">
      {file.was_imported_before ? (
        <Alert color="gray" icon={<IconInfoCircle aria-hidden />} title={t('bank.before')}>
          {t('bank.beforeText')}
        </Alert>
      ) : (
        <Alert
          color="pine"
          icon={<IconCircleCheck aria-hidden />}
          title={t('bank.done', { count: file.new_count })}
        />
      )}
      <Facts facts={facts} />
      <BankFileNotes file={file} />
    </Stack>
  );
};
