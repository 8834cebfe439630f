import { useTranslation } from 'react-i18next';
import { useCompanyId } from '@/api/session';
import { useCodes } from '@/lib/codes';
import { useFormat } from '@/lib/format';
import { Money } from '@/ui/money';
import { TextLink } from '@/ui/text-link';
import type { Row } from './letter-columns';
import classes from './mass-run.module.css';

/** What has gone from this run, by whom; until it leaves it can be taken back in the queue. */
export const SentRows = ({ rows }: { rows: Row[] }) => {
  const { t } = useTranslation('mass-run');
  const { step } = useCodes();
  const { instant } = useFormat();
  const companyId = useCompanyId();
  if (rows.length === 0) return null;
  return (
    <section className={classes.aside} aria-label={t('sent.title', { count: rows.length })}>
      <h3>{t('sent.title', { count: rows.length })}</h3>
      <ul>
        {rows.map((row) => (
          <li key={row.case_id}>
            <span>
              <strong>{row.customer_name}</strong>, {step(row.step ?? '')}
            </span>
            <Money amount={row.total} currency={row.currency} />
            <span className={classes.soft}>
              {t('sentBefore', {
                name: row.sent_by?.replace(/^\w+:/, ''),
                at: row.sent_at ? instant(row.sent_at) : '',
              })}
            </span>
            <TextLink
              to="/c/$companyId/queue"
              params={{ companyId }}
              search={{ letter: row.dispatch_id }}
            >
              {t('sent.show')}
            </TextLink>
          </li>
        ))}
      </ul>
    </section>
  );
};
