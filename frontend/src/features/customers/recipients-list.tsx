import { ActionIcon, Button, Group, Text } from '@mantine/core';
import {
  IconAlertTriangle,
  IconMail,
  IconMailOff,
  IconPencil,
  IconPlus,
  IconTrash,
  IconUsers,
} from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { $api } from '@/api/client';
import { useCompanyId, useMay } from '@/api/session';
import { Allowed } from '@/ui/allowed';
import { Confirm } from '@/ui/confirm';
import { type Column, DataTable } from '@/ui/data-table';
import { EmptyState, ErrorState, SkeletonRows } from '@/ui/states';
import { Status } from '@/ui/status';
import { toast } from '@/ui/toast';
import { RecipientDialog } from './recipient-dialog';
import { isReachable, type Recipient } from './recipient-values';
import classes from './recipients-list.module.css';

type Props = { customerId: string };

const at = '/v1/companies/{company_id}/customers/{customer_id}/recipients' as const;

/** Who else a customer's letters go to. */
export const RecipientsList = ({ customerId }: Props) => {
  const { t } = useTranslation('customers');
  const company_id = useCompanyId();
  const may = useMay('customers.edit');
  const [edited, setEdited] = useState<Recipient | 'new'>();
  const [removed, setRemoved] = useState<Recipient>();
  const path = { company_id, customer_id: customerId };
  const { data, error, refetch } = $api.useQuery('get', at, { params: { path } });
  const add = (
    <Allowed may={may}>
      <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setEdited('new')}>
        {t('recipients.add')}
      </Button>
    </Allowed>
  );
  const acts: Column<Recipient> = {
    key: 'act',
    header: t('recipients.acts'),
    align: 'right',
    card: 'aside',
    render: (one) => (
      <Acts recipient={one} onEdit={() => setEdited(one)} onRemove={() => setRemoved(one)} />
    ),
  };
  if (!data) return error ? <ErrorState error={error} onRetry={refetch} /> : <SkeletonRows />;
  return (
    <>
      {data.items.length > 0 ? (
        <>
          <div className={classes.head}>
            <Text c="dimmed">{t('recipients.lead')}</Text>
            {add}
          </div>
          <DataTable
            caption={t('tabs.recipients')}
            columns={[
              { key: 'name', header: t('fields.name'), card: 'title', render: nameOf },
              {
                key: 'role',
                header: t('recipients.role'),
                render: ({ role }) => t(`recipients.roles.${role}`),
              },
              { key: 'address', header: t('groups.address'), render: addressOf },
              {
                key: 'letters',
                header: t('recipients.letters'),
                render: (recipient) => <Letters recipient={recipient} />,
              },
              ...(may ? [acts] : []),
            ]}
            rows={data.items}
            rowKey={({ id }) => id}
          />
        </>
      ) : (
        <EmptyState icon={IconUsers} title={t('recipients.none')} action={add}>
          {t('recipients.noneText')}
        </EmptyState>
      )}
      {edited && (
        <RecipientDialog
          customerId={customerId}
          recipient={edited === 'new' ? undefined : edited}
          onClose={() => setEdited(undefined)}
        />
      )}
      {removed && <RemoveRecipient recipient={removed} onClose={() => setRemoved(undefined)} />}
    </>
  );
};

const nameOf = ({ name }: Recipient) => <strong>{name}</strong>;

const addressOf = ({ email, phone, street, postcode, city, country }: Recipient) => {
  const town = [postcode, city].filter(Boolean).join(' ');
  const post = [street, town, street || town ? country : ''].filter(Boolean).join(', ');
  const lines = [email, post, phone].filter(Boolean);
  return lines.length > 0 ? lines.map((line) => <div key={line}>{line}</div>) : '–';
};

const Letters = ({ recipient }: { recipient: Recipient }) => {
  const { t } = useTranslation('customers');
  if (!recipient.receives_letters)
    return (
      <Status tone="rest" icon={IconMailOff}>
        {t('recipients.getsNone')}
      </Status>
    );
  return isReachable(recipient) ? (
    <Status tone="good" icon={IconMail}>
      {t('recipients.getsThem')}
    </Status>
  ) : (
    <Status tone="bad" icon={IconAlertTriangle}>
      {t('recipients.unreachable')}
    </Status>
  );
};

type ActsProps = { recipient: Recipient; onEdit: () => void; onRemove: () => void };

const Acts = ({ recipient: { name }, onEdit, onRemove }: ActsProps) => {
  const { t } = useTranslation('customers');
  return (
    <Group gap="xs" justify="flex-end" wrap="nowrap">
      <ActionIcon
        variant="default"
        size="lg"
        aria-label={t('recipients.editOne', { name })}
        onClick={onEdit}
      >
        <IconPencil size={18} aria-hidden />
      </ActionIcon>
      <ActionIcon
        variant="default"
        size="lg"
        aria-label={t('recipients.removeOne', { name })}
        onClick={onRemove}
      >
        <IconTrash size={18} aria-hidden />
      </ActionIcon>
    </Group>
  );
};

const RemoveRecipient = ({ recipient, onClose }: { recipient: Recipient; onClose: () => void }) => {
  const { t } = useTranslation('customers');
  const company_id = useCompanyId();
  const remove = $api.useMutation('delete', `${at}/{recipient_id}`);
  const { id: recipient_id, customer_id, name } = recipient;
  const confirm = () =>
    remove.mutate(
      { params: { path: { company_id, customer_id, recipient_id } } },
      {
        onSuccess: () => {
          toast(t('recipients.removed'));
          onClose();
        },
      },
    );
  return (
    <Confirm
      opened
      danger
      title={t('recipients.removeTitle', { name })}
      confirm={t('recipients.remove')}
      isPending={remove.isPending}
      error={remove.error}
      onConfirm={confirm}
      onClose={onClose}
    >
      {t('recipients.removeText')}
    </Confirm>
  );
};
