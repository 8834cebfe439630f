import { Button } from '@mantine/core';
import { IconMoodCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { $api, type Schemas } from '@/api/client';
import { useCompanyId, useMay } from '@/api/session';
import type { Paging } from '@/lib/search';
import { Allowed } from '@/ui/allowed';
import type { Column } from '@/ui/data-table';
import { ListView } from '@/ui/list-view';
import { Panel } from '@/ui/panel';
import { EmptyState } from '@/ui/states';
import { toast } from '@/ui/toast';
import { ExceptionCause, ExceptionTarget } from './exception-cells';

type Exception = Schemas['Exception'];
type Props = { paging: Paging; onPage: (paging: Paging) => void };

const limit = 10;

/** What a person should look at: the cause, the cure, how long it has waited. */
export const Exceptions = ({ paging, onPage }: Props) => {
  const { t } = useTranslation('home');
  const company_id = useCompanyId();
  const query = $api.useQuery('get', '/v1/companies/{company_id}/exceptions', {
    params: { path: { company_id }, query: { limit, cursor: paging.cursor, with_count: true } },
  });
  const columns: Column<Exception>[] = [
    {
      key: 'cause',
      header: t('exceptions.cause'),
      card: 'title',
      render: (exception) => <ExceptionCause exception={exception} />,
    },
    {
      key: 'target',
      header: t('exceptions.target'),
      render: (exception) => <ExceptionTarget exception={exception} />,
    },
    {
      key: 'age',
      header: t('exceptions.age'),
      align: 'right',
      render: ({ age_days }) => (
        <span style={{ whiteSpace: 'nowrap' }}>{t('exceptions.days', { count: age_days })}</span>
      ),
    },
    {
      key: 'act',
      header: t('exceptions.done'),
      align: 'right',
      card: 'foot',
      render: (exception) => <Acknowledge exception={exception} />,
    },
  ];
  return (
    <Panel title={t('exceptions.title')} lead={t('exceptions.lead')} flush>
      <ListView
        caption={t('exceptions.title')}
        query={query}
        columns={columns}
        rowKey={({ id }) => id}
        limit={limit}
        paging={paging}
        onPage={onPage}
        empty={
          <EmptyState icon={IconMoodCheck} title={t('exceptions.none')}>
            {t('exceptions.noneText')}
          </EmptyState>
        }
      />
    </Panel>
  );
};

const Acknowledge = ({ exception }: { exception: Exception }) => {
  const { t } = useTranslation('home');
  const company_id = useCompanyId();
  const may = useMay('dispatches.edit');
  const acknowledge = $api.useMutation(
    'put',
    '/v1/companies/{company_id}/exceptions/{exception_id}/acknowledgement',
    { onSuccess: () => toast(t('exceptions.acknowledged')) },
  );
  const path = { company_id, exception_id: exception.id };
  return (
    <Allowed may={may}>
      <Button
        size="compact-sm"
        variant="default"
        loading={acknowledge.isPending}
        aria-label={t('exceptions.acknowledgeOf', { number: exception.invoice_number })}
        onClick={() => acknowledge.mutate({ params: { path } })}
      >
        {t('exceptions.acknowledge')}
      </Button>
    </Allowed>
  );
};
