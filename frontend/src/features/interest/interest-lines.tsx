import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { useCompanyId } from '@/api/session';
import { isZero, useFormat } from '@/lib/format';
import { InterestPeriods } from '@/ui/interest-periods';
import { Money } from '@/ui/money';
import { TextLink } from '@/ui/text-link';
import classes from './interest-lines.module.css';

type Line = Schemas['InterestLine'];
type Props = { lines: Line[]; total: string; currency: string };

/** Each invoice's interest, how it was counted on demand, and the sum of the lines. */
export const InterestLines = ({ lines, total, currency }: Props) => {
  const { t } = useTranslation('interest');
  const { day } = useFormat();
  return (
    <div className={classes.lines}>
      {lines.map((line) => (
        <details key={line.invoice_id} className={classes.line} open={lines.length === 1}>
          <summary>
            <span className={classes.what}>
              <strong>{t('invoiceNumber', { number: line.invoice_number })}</strong>
              <span className={classes.soft}>
                {t('lateness', { due: day(line.due_on), paid: day(line.settled_on) })}{' '}
                <span className={classes.days}>{t('days', { count: line.day_count })}</span>
              </span>
            </span>
            <Money amount={line.amount} currency={currency} />
          </summary>
          <LineCount line={line} currency={currency} />
        </details>
      ))}
      <p className={classes.total}>
        <span>{t('total')}</span>
        <Money amount={total} currency={currency} />
      </p>
    </div>
  );
};

const LineCount = ({ line, currency }: { line: Line; currency: string }) => {
  const { t } = useTranslation('interest');
  const companyId = useCompanyId();
  const less = (['paid', 'invoiced'] as const).filter((part) => !isZero(line[part]));
  return (
    <div className={classes.count}>
      <InterestPeriods
        caption={t('countedOf', { number: line.invoice_number })}
        periods={line.periods}
        currency={currency}
      />
      <dl className={classes.sums}>
        <div>
          <dt>{t('counted')}</dt>
          <dd>
            <Money amount={line.counted} currency={currency} />
          </dd>
        </div>
        {less.map((part) => (
          <div key={part}>
            <dt>{t(`less.${part}`)}</dt>
            <dd>
              <Money amount={`-${line[part]}`} currency={currency} />
            </dd>
          </div>
        ))}
      </dl>
      <p className={classes.link}>
        <TextLink
          to="/c/$companyId/invoices/$invoiceId"
          params={{ companyId, invoiceId: line.invoice_id }}
        >
          {t('openInvoice', { number: line.invoice_number })}
        </TextLink>
      </p>
    </div>
  );
};
