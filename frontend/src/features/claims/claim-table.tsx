import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { useCodes } from '@/lib/codes';
import { isZero, useFormat } from '@/lib/format';
import { statuteText } from '@/lib/statute';
import { FlagMark } from '@/ui/flag-mark';
import { Money } from '@/ui/money';
import classes from './claim.module.css';
import { type ClaimRow, rowsOf, totalOf } from './claim-parts';
import { SetFee } from './set-fee';

type Claim = Schemas['Claim'];

/** The claim as a ledger: claimed, paid and open, and under each part the law it rests on. */
export const ClaimTable = ({ claim }: { claim: Claim }) => {
  const { t } = useTranslation('claims');
  const { currency } = claim;
  const rows = rowsOf(claim);
  const paid = totalOf(rows, 'paid');
  return (
    <table className={classes.ledger}>
      <caption className={classes.caption}>{t('caption')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('part')}</th>
          <th scope="col" className={classes.wide}>
            {t('claimed')}
          </th>
          <th scope="col" className={classes.wide}>
            {t('paid')}
          </th>
          <th scope="col">{t('open')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <PartRow key={row.key} row={row} claim={claim} />
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">{t('total')}</th>
          <td className={classes.wide}>
            <Money amount={totalOf(rows, 'claimed')} currency={currency} />
          </td>
          <td className={classes.wide}>
            <Money amount={paid} currency={currency} quietZero />
          </td>
          <td className={classes.total}>
            <Money amount={claim.total_open} currency={currency} size="large" />
          </td>
        </tr>
      </tfoot>
    </table>
  );
};

const PartRow = ({ row, claim }: { row: ClaimRow; claim: Claim }) => {
  const { t } = useTranslation('claims');
  const { word } = useCodes();
  const { money } = useFormat();
  const { currency } = claim;
  const isPaid = !isZero(row.paid);
  const sums = { claimed: money(row.claimed, currency), paid: money(row.paid ?? '0', currency) };
  return (
    <tr>
      <th scope="row">
        <span className={classes.part}>
          {word('claimPart', row.key)}
          {row.isFlagged && <FlagMark />}
          {row.key === 'fee' && claim.interest.reason !== 'not_an_invoice' && (
            <SetFee claim={claim} />
          )}
        </span>
        <PartBasis row={row} claim={claim} />
        {isPaid && <span className={classes.narrow}>{t('claimedAndPaid', sums)}</span>}
      </th>
      <td className={classes.wide}>
        <Money amount={row.claimed} currency={currency} quietZero />
      </td>
      <td className={classes.wide}>
        <Money amount={row.paid} currency={currency} quietZero />
      </td>
      <td>
        <Money amount={row.open} currency={currency} quietZero />
      </td>
    </tr>
  );
};

const PartBasis = ({ row, claim }: { row: ClaimRow; claim: Claim }) => {
  const { t } = useTranslation('claims');
  const { word } = useCodes();
  const { day, money, percent } = useFormat();
  const { claimed, claimed_until: until, invoiced } = claim.interest;
  const told = [
    until &&
      !isZero(claimed) &&
      t('told', { amount: money(claimed, claim.currency), on: day(until) }),
    !isZero(invoiced) && t('invoiced', { amount: money(invoiced, claim.currency) }),
  ];
  const last = claim.interest.periods.at(-1);
  const rate = row.key === 'interest' && last && t('rateNow', { percent: percent(last.percent) });
  const basis =
    row.basis === 'agreed' ? word('interestBasis', 'agreed') : row.basis && statuteText(row.basis);
  const isFree = row.key === 'fee' && isZero(row.claimed) && !basis;
  const said = [
    row.reason && t(`reason.${row.reason}`),
    isFree && t('noFee'),
    [rate, basis].filter(Boolean).join(' · '),
    ...(row.key === 'interest' ? told : []),
  ].filter(Boolean);
  return said.map((line) => (
    <span key={String(line)} className={classes.basis}>
      {line}
    </span>
  ));
};
