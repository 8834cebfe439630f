import { Checkbox } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { useCodes } from '@/lib/codes';
import { addAmounts, isZero, useFormat } from '@/lib/format';
import { Money } from '@/ui/money';
import { Panel } from '@/ui/panel';
import classes from './case.module.css';
import type { LetterInMaking, Proposal } from './use-letter';

type Item = Schemas['ProposedItem'];
type Props = { letter: LetterInMaking; proposal: Proposal };

/** Whose new interest the letter charges, invoice by invoice (R309). */
export const LetterInterest = ({ letter, proposal }: Props) => {
  const { t } = useTranslation('collection');
  const { items, currency } = proposal;
  const able = items.filter(({ new_interest }) => !isZero(new_interest));
  const charged =
    letter.draft.charged ?? items.filter((one) => one.is_charged).map((one) => one.invoice_id);
  const toggle = (id: string) =>
    letter.change({
      charged: charged.includes(id) ? charged.filter((one) => one !== id) : [...charged, id],
    });
  return (
    <Panel title={t('send.interest')} lead={t('send.interestLead')} flush>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls is reached by key */}
      <section className={classes.scroller} tabIndex={0} aria-label={t('send.interest')}>
        <table className={classes.ledger}>
          <caption className={classes.caption}>{t('send.interest')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('debts.invoice')}</th>
              <th scope="col">{t('send.principal')}</th>
              <th scope="col">{t('send.oldCosts')}</th>
              <th scope="col">{t('send.newInterest')}</th>
            </tr>
          </thead>
          <tbody>
            {items.map((item) => (
              <ItemRow
                key={item.invoice_id}
                item={item}
                currency={currency}
                isCharged={charged.includes(item.invoice_id)}
                isAble={able.includes(item)}
                onToggle={() => toggle(item.invoice_id)}
              />
            ))}
          </tbody>
        </table>
      </section>
      <LeftOut proposal={proposal} />
    </Panel>
  );
};

type RowProps = {
  item: Item;
  currency: string;
  isCharged: boolean;
  isAble: boolean;
  onToggle: () => void;
};

const ItemRow = ({ item, currency, isCharged, isAble, onToggle }: RowProps) => {
  const { t } = useTranslation('collection');
  const { day } = useFormat();
  const { invoice_number: number, interest_until: until } = item;
  const told = [
    t('debts.due', { on: day(item.due_on) }),
    until && t('send.claimedUntil', { on: day(until) }),
  ];
  return (
    <tr>
      <th scope="row">
        <Checkbox
          label={<span className="tabular">{number}</span>}
          aria-label={t('send.chargeOf', { number })}
          description={told.filter(Boolean).join(', ')}
          checked={isCharged && isAble}
          disabled={!isAble}
          onChange={onToggle}
        />
      </th>
      <td data-label={t('send.principal')}>
        <Money amount={item.principal} currency={currency} quietZero />
      </td>
      <td data-label={t('send.oldCosts')}>
        <Money amount={addAmounts(item.old_fee, item.old_interest)} currency={currency} quietZero />
      </td>
      <td data-label={t('send.newInterest')}>
        <Money amount={item.new_interest} currency={currency} quietZero={!isCharged || !isAble} />
      </td>
    </tr>
  );
};

const LeftOut = ({ proposal }: { proposal: Proposal }) => {
  const { t } = useTranslation('collection');
  const { reason } = useCodes();
  if (proposal.left_out.length === 0) return null;
  return (
    <div style={{ padding: '0.75rem 1.25rem 1rem' }}>
      <strong>{t('send.leftOut')}</strong>
      {proposal.left_out.map(({ invoice_id, invoice_number, reasons }) => (
        <span key={invoice_id} className={classes.soft}>
          <span className="tabular">{invoice_number}</span>:{' '}
          {reasons.map(({ code }) => reason(code)).join(', ')}
        </span>
      ))}
    </div>
  );
};
