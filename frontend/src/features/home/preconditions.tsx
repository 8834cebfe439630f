import { IconAlertCircle, IconCircleCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { useCompanyId } from '@/api/session';
import { useCodes } from '@/lib/codes';
import { TextLink } from '@/ui/text-link';
import classes from './preconditions.module.css';

type Precondition = Schemas['Precondition'];

const tabs = { sender_email: 'sending', channel: 'sending', bank_account: 'banks' } as const;

/** What must be in place before the first letter, and where to put it. */
export const Preconditions = ({ preconditions }: { preconditions: Precondition[] }) => {
  const { t } = useTranslation('home');
  return (
    <div>
      <h3 className={classes.title}>{t('activation.needs')}</h3>
      <ul className={classes.list}>
        {preconditions.map((precondition) => (
          <Item key={precondition.code} precondition={precondition} />
        ))}
      </ul>
    </div>
  );
};

const Item = ({ precondition: { code, is_met } }: { precondition: Precondition }) => {
  const { t } = useTranslation('home');
  const { word } = useCodes();
  const Sign = is_met ? IconCircleCheck : IconAlertCircle;
  return (
    <li data-met={is_met}>
      <Sign size={20} aria-hidden />
      <span>{word('precondition', code)}</span>
      <span className={classes.state}>{is_met ? t('activation.met') : <Cure code={code} />}</span>
    </li>
  );
};

const Cure = ({ code }: { code: Precondition['code'] }) => {
  const { t } = useTranslation('home');
  const companyId = useCompanyId();
  if (code === 'customers')
    return (
      <TextLink to="/c/$companyId/imports" params={{ companyId }}>
        {t('activation.bringCustomers')}
      </TextLink>
    );
  return (
    <TextLink to="/c/$companyId/settings" params={{ companyId }} search={{ tab: tabs[code] }}>
      {t('activation.mend')}
    </TextLink>
  );
};
