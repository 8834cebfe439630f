import { useTranslation } from 'react-i18next';
import { $api, type Schemas } from '@/api/client';
import { useCompanyId, useMay } from '@/api/session';
import { useFormat } from '@/lib/format';
import { Day } from '@/ui/day';
import { ErrorState, SkeletonRows } from '@/ui/states';
import { TextLink } from '@/ui/text-link';
import classes from './dispatch.module.css';

/** How the last nights went; failures lead to their invoices. */
export const DispatchNights = () => {
  const { t } = useTranslation('dispatch');
  const company_id = useCompanyId();
  const may = useMay('dispatches.read');
  const { data, error, refetch } = $api.useQuery(
    'get',
    '/v1/companies/{company_id}/first-dispatch/batches',
    { params: { path: { company_id }, query: { limit: 10 } } },
    { enabled: may },
  );
  if (!may) return null;
  if (!data)
    return error ? <ErrorState error={error} onRetry={refetch} /> : <SkeletonRows rows={3} />;
  return (
    <section>
      <h3 className={classes.title}>{t('nights')}</h3>
      {data.items.length === 0 ? (
        <p className={classes.soft}>{t('noNights')}</p>
      ) : (
        <Table nights={data.items} />
      )}
    </section>
  );
};

const Table = ({ nights }: { nights: Schemas['DispatchBatch'][] }) => {
  const { t } = useTranslation('dispatch');
  return (
    <table className={classes.nights}>
      <thead>
        <tr>
          <th scope="col">{t('night')}</th>
          <th scope="col">{t('sent')}</th>
          <th scope="col">{t('ignored')}</th>
          <th scope="col">{t('failed')}</th>
        </tr>
      </thead>
      <tbody>
        {nights.map((night) => (
          <tr key={night.id}>
            <td>
              <Day on={night.night_of} />
              {night.state === 'under_way' && ` (${t('underWay')})`}
            </td>
            <Count count={night.sent_count} />
            <Count count={night.ignored_count} of="ignored" />
            <Count count={night.failed_count} of="failed" />
          </tr>
        ))}
      </tbody>
    </table>
  );
};

const Count = ({ count, of }: { count: number; of?: 'ignored' | 'failed' }) => {
  const { number } = useFormat();
  const companyId = useCompanyId();
  if (!of || count === 0) return <td>{number(count)}</td>;
  return (
    <td>
      <TextLink to="/c/$companyId/invoices" params={{ companyId }} search={{ first_dispatch: of }}>
        {number(count)}
      </TextLink>
    </td>
  );
};
