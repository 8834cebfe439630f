import { Button } from '@mantine/core';
import { IconDownload, IconReceipt } from '@tabler/icons-react';
import { keepPreviousData } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { $api, type Schemas } from '@/api/client';
import { useFormat } from '@/lib/format';
import { Money } from '@/ui/money';
import { EmptyState, ErrorState, SkeletonRows } from '@/ui/states';
import { MonthStepper } from './month-stepper';
import { monthOf } from './months';
import { PriceList } from './price-list';
import classes from './usage.module.css';
import { UsageTable } from './usage-table';
import { UsageYear } from './usage-year';

type Props = {
  company: Schemas['Company'];
  month: string | undefined;
  onMonth: (month: string | undefined) => void;
};

/** What the letters of a month cost, what they cost by the year, and the prices of now. */
export const UsageTab = ({ company, month, onMonth }: Props) => {
  const now = monthOf(company.today);
  const shown = month ?? now;
  const choose = (next: string) => onMonth(next === now ? undefined : next);
  return (
    <>
      <Statement company={company} month={shown} last={now} onMonth={choose} />
      <div className={classes.below}>
        <UsageYear company={company} month={shown} onMonth={choose} />
        <PriceList companyId={company.id} />
      </div>
    </>
  );
};

type StatementProps = {
  company: Schemas['Company'];
  month: string;
  last: string;
  onMonth: (month: string) => void;
};

const Statement = ({ company, month, last, onMonth }: StatementProps) => {
  const { t } = useTranslation('settings');
  const { data, error, refetch, isPlaceholderData } = $api.useQuery(
    'get',
    '/v1/companies/{company_id}/usage',
    { params: { path: { company_id: company.id }, query: { month } } },
    { placeholderData: keepPreviousData },
  );
  const file = `/v1/companies/${company.id}/usage/letters?month=${month}`;
  return (
    <section>
      <div className={classes.head}>
        <MonthStepper month={month} last={last} onChange={onMonth} />
        {data && data.count > 0 && (
          <Button
            component="a"
            href={file}
            download
            variant="default"
            leftSection={<IconDownload size={16} aria-hidden />}
          >
            {t('usage.download')}
          </Button>
        )}
      </div>
      {error && <ErrorState error={error} onRetry={refetch} />}
      {!error && !data && <SkeletonRows rows={5} />}
      {!error && data && (
        <div className={classes.statement} data-old={isPlaceholderData || undefined}>
          {data.count > 0 ? <Sent usage={data} /> : <Nothing usage={data} />}
        </div>
      )}
    </section>
  );
};

const Sent = ({ usage }: { usage: Schemas['Usage'] }) => {
  const { t } = useTranslation('settings');
  const { number } = useFormat();
  const { count, currency, is_complete, total } = usage;
  return (
    <>
      <div className={classes.sum}>
        <Money amount={total} currency={currency} size="hero" />
        <p className={classes.lead}>
          {t('usage.letters', { count, number: number(count) })} · {t('usage.withoutVat')}
          {!is_complete && ` · ${t('usage.soFar')}`}
        </p>
      </div>
      <UsageTable usage={usage} />
    </>
  );
};

const Nothing = ({ usage }: { usage: Schemas['Usage'] }) => {
  const { t } = useTranslation('settings');
  return (
    <EmptyState icon={IconReceipt} title={t('usage.nothing')}>
      {t(usage.is_complete ? 'usage.nothingText' : 'usage.nothingYet')}
    </EmptyState>
  );
};
