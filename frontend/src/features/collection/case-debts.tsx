import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { useCompanyId } from '@/api/session';
import { useCodes } from '@/lib/codes';
import { addAmounts, isZero, useFormat } from '@/lib/format';
import { Money } from '@/ui/money';
import { Panel } from '@/ui/panel';
import { TextLink } from '@/ui/text-link';
import classes from './case.module.css';

type Details = Schemas['CollectionCaseDetails'];
type Debt = Schemas['CollectionDebt'];
type Kind = keyof Schemas['OwedParts'];

const kinds: Kind[] = ['principal', 'fee', 'interest', 'compensation', 'total'];
const sums = ['claimed', 'paid', 'open'] as const;

/** What is owed, by payment type: each invoice, and in sum what was charged, paid and is open. */
export const CaseDebts = ({ details }: { details: Details }) => {
  const { t } = useTranslation('collection');
  const shown = kinds.filter(
    (kind) => kind !== 'compensation' || !isZero(details.totals.compensation.claimed),
  );
  return (
    <Panel title={t('debts.title')} lead={t('debts.lead')} flush>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls is reached by key */}
      <section className={classes.scroller} tabIndex={0} aria-label={t('debts.title')}>
        <table className={classes.ledger}>
          <caption className={classes.caption}>{t('debts.title')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('debts.invoice')}</th>
              {shown.map((kind) => (
                <th key={kind} scope="col">
                  {t(`debts.${kind}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {details.debts.map((debt) => (
              <DebtRow
                key={debt.invoice_id}
                debt={debt}
                kinds={shown}
                currency={details.case.currency}
              />
            ))}
          </tbody>
          <Sums details={details} kinds={shown} />
        </table>
      </section>
    </Panel>
  );
};

const Sums = ({ details, kinds: shown }: { details: Details; kinds: Kind[] }) => {
  const { t } = useTranslation('collection');
  const { currency } = details.case;
  const news = details.debts.map(({ new_interest }) => new_interest);
  const fresh = addAmounts(...news);
  const words = { claimed: 'debts.charged', paid: 'debts.paid', open: 'debts.open' } as const;
  return (
    <tfoot>
      {sums.map((sum) => (
        <tr key={sum} data-strong={sum === 'open' || undefined}>
          <th scope="row">{t(words[sum])}</th>
          {shown.map((kind) => (
            <td key={kind} data-label={t(`debts.${kind}`)}>
              <Money amount={details.totals[kind][sum]} currency={currency} quietZero />
            </td>
          ))}
        </tr>
      ))}
      {!isZero(fresh) && (
        <tr>
          <th scope="row" colSpan={shown.length}>
            {t('debts.newInterest')}
          </th>
          <td data-label={t('debts.total')}>
            <Money amount={fresh} currency={currency} />
          </td>
        </tr>
      )}
    </tfoot>
  );
};

type RowProps = { debt: Debt; kinds: Kind[]; currency: string };

const DebtRow = ({ debt, kinds: shown, currency }: RowProps) => {
  const { t } = useTranslation('collection');
  const { day, money } = useFormat();
  const { reason } = useCodes();
  const companyId = useCompanyId();
  const why = debt.left_out.map(({ code }) => reason(code)).join(', ');
  return (
    <tr data-gone={!debt.is_inside || undefined}>
      <th scope="row">
        <TextLink
          className="tabular"
          to="/c/$companyId/invoices/$invoiceId"
          params={{ companyId, invoiceId: debt.invoice_id }}
        >
          {debt.invoice_number}
        </TextLink>
        <span className={classes.soft}>{t('debts.due', { on: day(debt.due_on) })}</span>
        {debt.left_reason && debt.left_on && (
          <span className={classes.soft}>
            {t(`debts.left.${debt.left_reason}`, { on: day(debt.left_on) })}
          </span>
        )}
        {why && <span className={classes.wait}>{t('debts.leftOut', { reasons: why })}</span>}
      </th>
      {shown.map((kind) => {
        const { claimed, paid, open } = debt.parts[kind];
        return (
          <td key={kind} data-label={t(`debts.${kind}`)}>
            <span>
              <Money amount={open} currency={currency} quietZero />
              {!isZero(paid) && (
                <span className={classes.soft}>
                  {t('debts.cell', {
                    claimed: money(claimed, currency),
                    paid: money(paid, currency),
                  })}
                </span>
              )}
            </span>
          </td>
        );
      })}
    </tr>
  );
};
