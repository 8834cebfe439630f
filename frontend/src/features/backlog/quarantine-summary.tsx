import { UnstyledButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { $api, type Schemas } from '@/api/client';
import { useCompanyId } from '@/api/session';
import { refiltered } from '@/lib/search';
import { Money } from '@/ui/money';
import { Panel } from '@/ui/panel';
import classes from './quarantine.module.css';
import { ages, type QuarantineSearch } from './quarantine-search';

type Sum = Schemas['QuarantineSum'];
type Props = { search: QuarantineSearch; onChange: (search: QuarantineSearch) => void };

/** How much waits, by currency and age; a cell shows what is in it. */
export const QuarantineSummary = ({ search, onChange }: Props) => {
  const { t } = useTranslation('quarantine');
  const company_id = useCompanyId();
  const { data } = $api.useQuery('get', '/v1/companies/{company_id}/quarantine/summary', {
    params: { path: { company_id } },
  });
  if (!data || data.invoice_count === 0) return null;
  const currencies = [...new Set(data.sums.map(({ currency }) => currency))];
  const customers = t('customers', { count: data.customer_count });
  const choose = (sum: Sum) => {
    const isChosen = search.age === sum.age && search.currency === sum.currency;
    const { age, currency } = sum;
    onChange(
      refiltered(search, isChosen ? { age: undefined, currency: undefined } : { age, currency }),
    );
  };
  return (
    <Panel title={t('total', { count: data.invoice_count, customers })}>
      <div className={classes.sums}>
        {currencies.map((currency) =>
          ages.map((age) => {
            const sum = data.sums.find((one) => one.currency === currency && one.age === age);
            return sum && <Cell key={age} sum={sum} search={search} onChoose={choose} />;
          }),
        )}
      </div>
    </Panel>
  );
};

type CellProps = { sum: Sum; search: QuarantineSearch; onChoose: (sum: Sum) => void };

const Cell = ({ sum, search, onChoose }: CellProps) => {
  const { t } = useTranslation('quarantine');
  const isChosen = search.age === sum.age && search.currency === sum.currency;
  return (
    <UnstyledButton
      className={classes.sum}
      aria-pressed={isChosen}
      data-age={sum.age}
      onClick={() => onChoose(sum)}
    >
      <span className={classes.soft}>{t(`ages.${sum.age}`)}</span>
      <Money amount={sum.open} currency={sum.currency} size="large" />
      <span className={classes.soft}>{t('invoices', { count: sum.invoice_count })}</span>
    </UnstyledButton>
  );
};
