import { useTranslation } from 'react-i18next';
import { $api, type Schemas } from '@/api/client';
import { useFormat } from '@/lib/format';
import { Figures } from '@/ui/figures';
import { Money } from '@/ui/money';
import { ErrorState, SkeletonRows } from '@/ui/states';
import { monthsOf } from './months';
import classes from './usage.module.css';

type Props = {
  company: Schemas['Company'];
  month: string;
  onMonth: (month: string) => void;
};

/** The months of the year that is shown; each is a way to its statement. */
export const UsageYear = ({ company, month, onMonth }: Props) => {
  const { t } = useTranslation('settings');
  const year = month.slice(0, 4);
  const { data, error, refetch } = $api.useQuery('get', '/v1/companies/{company_id}/usage-months', {
    params: { path: { company_id: company.id }, query: { year: Number(year) } },
  });
  return (
    <section aria-labelledby="usage-year">
      <h2 id="usage-year" className={classes.title}>
        {t('usage.year', { year })}
      </h2>
      {error && <ErrorState error={error} onRetry={refetch} />}
      {!error && !data && <SkeletonRows rows={6} />}
      {data && (
        <ol className={classes.months}>
          {monthsOf(year, company.today).map((each) => (
            <MonthRow
              key={each}
              month={each}
              year={data}
              isShown={each === month}
              onChoose={() => onMonth(each)}
            />
          ))}
        </ol>
      )}
    </section>
  );
};

type RowProps = {
  month: string;
  year: Schemas['UsageYear'];
  isShown: boolean;
  onChoose: () => void;
};

const MonthRow = ({ month, year, isShown, onChoose }: RowProps) => {
  const { monthName, number } = useFormat();
  const most = Math.max(...year.months.map(({ total }) => Number(total)));
  const found = year.months.find((each) => each.month === month);
  const part = found && most > 0 ? Number(found.total) / most : 0;
  return (
    <li>
      <button
        type="button"
        className={classes.monthRow}
        aria-current={isShown ? 'true' : undefined}
        onClick={onChoose}
      >
        <span>{monthName(month)}</span>
        <span className={classes.track} aria-hidden>
          {part > 0 && <span className={classes.bar} style={{ width: `${part * 100}%` }} />}
        </span>
        <span className={classes.monthCount}>
          <Figures text={found ? number(found.count) : '–'} />
        </span>
        <span className={classes.monthTotal}>
          <Money amount={found?.total} currency={year.currency} />
        </span>
      </button>
    </li>
  );
};
