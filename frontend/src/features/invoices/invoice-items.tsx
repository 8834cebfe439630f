import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { useFormat } from '@/lib/format';
import { Figures } from '@/ui/figures';
import { Money } from '@/ui/money';
import { Panel } from '@/ui/panel';
import classes from './invoice-items.module.css';

type Item = Schemas['InvoiceItem'];

/** The rows of an invoice, where the ledger of record has told them. */
export const InvoiceItems = ({ invoice }: { invoice: Schemas['Invoice'] }) => {
  const { t } = useTranslation('dispatch');
  const { items, currency } = invoice;
  if (!items || items.length === 0) return null;
  return (
    <Panel title={t('items.title')}>
      <div className={classes.scroller}>
        <table className={classes.items}>
          <thead>
            <tr>
              <th scope="col">{t('items.text')}</th>
              <th scope="col">{t('items.quantity')}</th>
              <th scope="col" className={classes.wide}>
                {t('items.unitPrice')}
              </th>
              <th scope="col" className={classes.wide}>
                {t('items.vat')}
              </th>
              <th scope="col">{t('items.net')}</th>
            </tr>
          </thead>
          <tbody>
            {items.map((item, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: rows have no other name than their place
              <ItemRow key={index} item={item} currency={currency} />
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  );
};

const ItemRow = ({ item, currency }: { item: Item; currency: string }) => {
  const { amount, percent, points } = useFormat();
  const { text, quantity = '1', unit, unit_price, vat_percent = '0', net } = item;
  return (
    <tr>
      <td className={classes.text}>{text}</td>
      <td>
        <Figures text={`${points(quantity)}${unit ? ` ${unit}` : ''}`} />
      </td>
      <td className={classes.wide}>
        <Figures text={unit_price ? amount(unit_price) : '–'} />
      </td>
      <td className={classes.wide}>
        <Figures text={percent(vat_percent)} />
      </td>
      <td>
        <Money amount={net} currency={currency} />
      </td>
    </tr>
  );
};
