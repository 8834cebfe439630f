import { Alert } from '@mantine/core';
import { IconArrowsExchange, IconBuildingBank, IconInfoCircle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { useCompanyId } from '@/api/session';
import { TextLink } from '@/ui/text-link';
import classes from './bank-files.module.css';

type Props = { file: Schemas['BankFile'] };

/** What a person should know of a file that its counts do not say. */
export const BankFileNotes = ({ file }: Props) => {
  const { t } = useTranslation('payments');
  const { replaced_count: replaced, pending_count: pending } = file;
  return (
    <div className={classes.notes}>
      {!file.accounts_were_checked && (
        <Alert
          color="cloudberry"
          icon={<IconBuildingBank aria-hidden />}
          title={t('bank.uncheckedTitle')}
        >
          {t('bank.uncheckedText')} <AccountSettings />
        </Alert>
      )}
      {replaced > 0 && (
        <Alert
          color="gray"
          icon={<IconArrowsExchange aria-hidden />}
          title={t('bank.replaced', { count: replaced })}
        >
          {t('bank.replacedText')}
        </Alert>
      )}
      {pending > 0 && (
        <Alert
          color="gray"
          icon={<IconInfoCircle aria-hidden />}
          title={t('bank.pending', { count: pending })}
        >
          {t('bank.pendingText')}
        </Alert>
      )}
    </div>
  );
};

/** The way to where a company's own accounts are. */
export const AccountSettings = () => {
  const { t } = useTranslation('payments');
  const companyId = useCompanyId();
  return (
    <TextLink to="/c/$companyId/settings" params={{ companyId }} search={{ tab: 'banks' }}>
      {t('bank.toSettings')}
    </TextLink>
  );
};
