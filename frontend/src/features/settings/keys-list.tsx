import { Button } from '@mantine/core';
import { IconKey, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { $api, type Schemas } from '@/api/client';
import { useCompanyId } from '@/api/session';
import type { Paging } from '@/lib/search';
import { Confirm } from '@/ui/confirm';
import type { Column } from '@/ui/data-table';
import { Instant } from '@/ui/day';
import { ListView } from '@/ui/list-view';
import { EmptyState } from '@/ui/states';
import { toast } from '@/ui/toast';
import { NewKeyDialog } from './new-key-dialog';

type ApiKey = Schemas['ApiKey'];
type Props = { paging: Paging; onPage: (paging: Paging) => void };

const limit = 50;

export const KeysList = ({ paging, onPage }: Props) => {
  const { t } = useTranslation('settings');
  const company_id = useCompanyId();
  const [isMaking, setMaking] = useState(false);
  const [ended, setEnded] = useState<ApiKey>();
  const query = $api.useQuery('get', '/v1/companies/{company_id}/api-keys', {
    params: { path: { company_id }, query: { limit, cursor: paging.cursor } },
  });
  const columns: Column<ApiKey>[] = [
    {
      key: 'name',
      header: t('keyName'),
      card: 'title',
      render: ({ name, prefix }) => (
        <div style={{ lineHeight: 1.4 }}>
          <strong>{name}</strong>
          <div>
            <code>{prefix}…</code>
          </div>
        </div>
      ),
    },
    {
      key: 'scopes',
      header: t('scopes'),
      render: ({ scopes }) =>
        scopes.map((scope) => t(`scopeNames.${scope.replace('.', '_')}`)).join(', '),
    },
    {
      key: 'created',
      header: t('created'),
      from: 'lg',
      render: ({ created_at }) => <Instant at={created_at} />,
    },
    {
      key: 'used',
      header: t('lastUsed'),
      render: ({ last_used_at }) => <Instant at={last_used_at} />,
    },
    {
      key: 'act',
      header: t('actions'),
      align: 'right',
      card: 'aside',
      render: (key) => (
        <Button
          size="compact-sm"
          variant="default"
          aria-label={t('revokeOf', { name: key.name })}
          onClick={() => setEnded(key)}
        >
          {t('revoke')}
        </Button>
      ),
    },
  ];
  const make = (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setMaking(true)}>
      {t('newKey')}
    </Button>
  );
  return (
    <>
      {query.data && query.data.items.length > 0 && (
        <div style={{ padding: '0 1.25rem 1rem' }}>{make}</div>
      )}
      <ListView
        caption={t('tabs.keys')}
        query={query}
        columns={columns}
        rowKey={({ id }) => id}
        limit={limit}
        paging={paging}
        onPage={onPage}
        empty={
          <EmptyState icon={IconKey} title={t('noKeys')} action={make}>
            {t('noKeysText')}
          </EmptyState>
        }
      />
      {isMaking && <NewKeyDialog onClose={() => setMaking(false)} />}
      {ended && <RevokeKey apiKey={ended} onClose={() => setEnded(undefined)} />}
    </>
  );
};

const RevokeKey = ({ apiKey, onClose }: { apiKey: ApiKey; onClose: () => void }) => {
  const { t } = useTranslation('settings');
  const company_id = useCompanyId();
  const revoke = $api.useMutation('delete', '/v1/companies/{company_id}/api-keys/{api_key_id}');
  const confirm = () =>
    revoke.mutate(
      { params: { path: { company_id, api_key_id: apiKey.id } } },
      {
        onSuccess: () => {
          toast(t('revoked'));
          onClose();
        },
      },
    );
  return (
    <Confirm
      opened
      title={t('revokeTitle', { name: apiKey.name })}
      confirm={t('revoke')}
      danger
      isPending={revoke.isPending}
      error={revoke.error}
      onConfirm={confirm}
      onClose={onClose}
    >
      {t('revokeText')}
    </Confirm>
  );
};
