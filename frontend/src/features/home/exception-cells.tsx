import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { useCompanyId } from '@/api/session';
import { useCodes } from '@/lib/codes';
import { TextLink } from '@/ui/text-link';
import classes from './exception-cells.module.css';

type Exception = Schemas['Exception'];
type Props = { exception: Exception };

export const ExceptionCause = ({ exception }: Props) => {
  const { reason, cure, has } = useCodes();
  return (
    <div className={classes.cause}>
      <strong>{reason(exception.cause)}</strong>
      <span>{has('cure', exception.cure) ? cure(exception.cure) : exception.detail}</span>
      <Remedy exception={exception} />
    </div>
  );
};

const aboutSettings = ['channel_deactivated', 'no_bank_account_for_currency', 'stale_bank_data'];
const aboutCustomer = ['missing_contact_data', 'missing_billing_address', 'collection_ban'];

const Remedy = ({ exception }: Props) => {
  const { t } = useTranslation('home');
  const companyId = useCompanyId();
  const { cause, customer_id: customerId, dispatch_id: letter, rule_id: rule } = exception;
  if (aboutCustomer.includes(cause))
    return (
      <TextLink
        to="/c/$companyId/customers/$customerId"
        params={{ companyId, customerId }}
        search={{ tab: 'details' }}
      >
        {t('exceptions.toCustomer')}
      </TextLink>
    );
  if (aboutSettings.includes(cause))
    return (
      <TextLink
        to="/c/$companyId/settings"
        params={{ companyId }}
        search={{ tab: cause === 'channel_deactivated' ? 'sending' : 'banks' }}
      >
        {t('exceptions.toSettings')}
      </TextLink>
    );
  if (cause === 'channel_not_allowed')
    return (
      <TextLink to="/c/$companyId/rules" params={{ companyId }} search={{ rule }}>
        {t('exceptions.toRule')}
      </TextLink>
    );
  if (cause === 'hold_expired' || cause === 'plan_broken')
    return (
      <TextLink
        to="/c/$companyId/customers/$customerId"
        params={{ companyId, customerId }}
        search={{ tab: 'holds' }}
      >
        {t('exceptions.toHolds')}
      </TextLink>
    );
  if (letter)
    return (
      <TextLink to="/c/$companyId/queue" params={{ companyId }} search={{ state: 'failed' }}>
        {t('exceptions.toQueue')}
      </TextLink>
    );
  return null;
};

export const ExceptionTarget = ({ exception }: Props) => {
  const companyId = useCompanyId();
  const { step } = useCodes();
  return (
    <div className={classes.target}>
      <TextLink
        to="/c/$companyId/invoices/$invoiceId"
        params={{ companyId, invoiceId: exception.invoice_id }}
      >
        {exception.invoice_number}
      </TextLink>
      <TextLink
        to="/c/$companyId/customers/$customerId"
        params={{ companyId, customerId: exception.customer_id }}
        fw={400}
        c="var(--k-ink)"
      >
        {exception.customer_name}
      </TextLink>
      {exception.step && <span>{step(exception.step)}</span>}
    </div>
  );
};
