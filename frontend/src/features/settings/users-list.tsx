import { Button, Menu } from '@mantine/core';
import { IconDots, IconLockAccess, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { $api, type Schemas } from '@/api/client';
import { useCompanyId, useMay, useMe } from '@/api/session';
import { languageNames } from '@/lib/language-names';
import type { Paging } from '@/lib/search';
import { ActionMenu } from '@/ui/action-menu';
import { Allowed } from '@/ui/allowed';
import type { Column } from '@/ui/data-table';
import { ListView } from '@/ui/list-view';
import { EmptyState } from '@/ui/states';
import { Status } from '@/ui/status';
import { RemoveUser } from './remove-user';
import { UserDialog } from './user-dialog';

type User = Schemas['User'];
type Props = { paging: Paging; onPage: (paging: Paging) => void };

const limit = 50;

export const UsersList = ({ paging, onPage }: Props) => {
  const { t } = useTranslation('settings');
  const company_id = useCompanyId();
  const may = useMay('users.edit');
  const [edited, setEdited] = useState<User | 'new'>();
  const [removed, setRemoved] = useState<User>();
  const query = $api.useQuery('get', '/v1/companies/{company_id}/users', {
    params: { path: { company_id }, query: { limit, cursor: paging.cursor } },
  });
  const columns: Column<User>[] = [
    {
      key: 'name',
      header: t('person'),
      card: 'title',
      render: ({ name, email }) => (
        <div style={{ lineHeight: 1.4 }}>
          <strong>{name}</strong>
          <div style={{ color: 'var(--k-ink-soft)' }}>{email}</div>
        </div>
      ),
    },
    { key: 'role', header: t('role'), render: ({ role }) => t(`roles.${role}`) },
    {
      key: 'own',
      header: t('restriction'),
      render: ({ owns_invoices_only }) =>
        owns_invoices_only ? (
          <Status tone="wait" icon={IconLockAccess}>
            {t('ownOnly')}
          </Status>
        ) : (
          '–'
        ),
    },
    {
      key: 'language',
      header: t('language'),
      from: 'lg',
      render: ({ language }) => languageNames[language],
    },
    {
      key: 'act',
      header: t('actions'),
      align: 'right',
      card: 'aside',
      render: (user) => <UserMenu user={user} onEdit={setEdited} onRemove={setRemoved} />,
    },
  ];
  return (
    <>
      <div style={{ padding: '0 1.25rem 1rem' }}>
        <Allowed may={may}>
          <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setEdited('new')}>
            {t('addUser')}
          </Button>
        </Allowed>
      </div>
      <ListView
        caption={t('tabs.users')}
        query={query}
        columns={columns}
        rowKey={({ id }) => id}
        limit={limit}
        paging={paging}
        onPage={onPage}
        empty={<EmptyState title={t('noUsers')} />}
      />
      {edited && (
        <UserDialog
          user={edited === 'new' ? undefined : edited}
          onClose={() => setEdited(undefined)}
        />
      )}
      {removed && <RemoveUser user={removed} onClose={() => setRemoved(undefined)} />}
    </>
  );
};

type MenuProps = { user: User; onEdit: (user: User) => void; onRemove: (user: User) => void };

const UserMenu = ({ user, onEdit, onRemove }: MenuProps) => {
  const { t } = useTranslation('settings');
  const common = useTranslation().t;
  const may = useMay('users.edit');
  const isSelf = useMe().data?.actor.id === user.id;
  const why = isSelf && may ? t('notSelf') : undefined;
  return (
    <ActionMenu
      may={may && !isSelf}
      why={why}
      button={
        <Button
          size="compact-sm"
          variant="default"
          aria-label={t('actionsOf', { name: user.name })}
        >
          <IconDots size={16} aria-hidden />
        </Button>
      }
    >
      <Menu.Item onClick={() => onEdit(user)}>{common('edit')}</Menu.Item>
      <Menu.Item color="lingon" onClick={() => onRemove(user)}>
        {t('removeUser')}
      </Menu.Item>
    </ActionMenu>
  );
};
