import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { useFormat } from '@/lib/format';
import { type Fact, Facts } from '@/ui/facts';
import { Money } from '@/ui/money';
import { Accounts, DaysCovered } from './bank-file-cells';

const counts = ['new', 'matched', 'unallocated', 'duplicate', 'pending', 'ignored'] as const;

/** What was in a file when it was taken in. */
export const BankFileFacts = ({ file }: { file: Schemas['BankFile'] }) => {
  const { t } = useTranslation('payments');
  const { number } = useFormat();
  const facts: Fact[] = [
    { term: t('files.account'), value: <Accounts accounts={file.accounts} /> },
    { term: t('files.days'), value: <DaysCovered row={file} /> },
    ...file.sums.map(({ currency, amount }) => ({
      term: t('bank.sum', { currency }),
      value: <Money amount={amount} currency={currency} />,
    })),
    ...counts.map((name) => ({
      term: t(`bank.counts.${name}`),
      value: <span className="tabular">{number(file[`${name}_count`])}</span>,
    })),
  ];
  return <Facts facts={facts} />;
};
