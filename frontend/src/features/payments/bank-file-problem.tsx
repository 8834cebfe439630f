import { Alert } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { problemOf } from '@/api/problem';
import { writtenAccount } from '@/lib/account';
import { ProblemAlert } from '@/ui/problem-alert';
import { AccountSettings } from './bank-file-notes';

/** Why a file was refused; one of another's account names it, and leads to where it may be added. */
export const BankFileProblem = ({ error }: { error: unknown }) => {
  const { t } = useTranslation('payments');
  const problem = problemOf(error);
  if (problem?.code !== 'foreign_account') return <ProblemAlert error={error} />;
  const accounts = (problem.errors ?? []).map(({ pointer }) => pointer.split('/')[2] ?? '');
  return (
    <Alert
      role="alert"
      color="lingon"
      icon={<IconAlertTriangle aria-hidden />}
      title={t('bank.foreign', { count: accounts.length })}
    >
      <strong className="tabular">{accounts.map(writtenAccount).join(', ')}</strong>
      <p style={{ margin: '0.25rem 0' }}>{t('bank.foreignText')}</p>
      <AccountSettings />
    </Alert>
  );
};
