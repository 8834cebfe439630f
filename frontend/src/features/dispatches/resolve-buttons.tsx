import { Button, Menu } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { $api, type Schemas } from '@/api/client';
import { problemOf } from '@/api/problem';
import { useCompanyId, useMay } from '@/api/session';
import { ActionMenu } from '@/ui/action-menu';
import { toast } from '@/ui/toast';

type Dispatch = Schemas['Dispatch'];

/** A person says what became of a message that failed, or whose end nobody knows. */
export const ResolveButtons = ({ dispatch }: { dispatch: Dispatch }) => {
  const { t } = useTranslation('queue');
  const company_id = useCompanyId();
  const may = useMay('dispatches.edit');
  const resolve = $api.useMutation(
    'post',
    '/v1/companies/{company_id}/dispatches/{dispatch_id}/resolution',
    {
      onSuccess: () => toast(t('resolved')),
      onError: (error) => toast(problemOf(error)?.detail ?? t('notResolved')),
    },
  );
  if (dispatch.state !== 'failed' && dispatch.state !== 'unknown') return null;
  const verdicts =
    dispatch.state === 'unknown'
      ? (['sent', 'resend', 'give_up'] as const)
      : (['resend', 'give_up'] as const);
  const path = { company_id, dispatch_id: dispatch.id };
  return (
    <ActionMenu
      may={may}
      button={
        <Button
          size="compact-sm"
          loading={resolve.isPending}
          rightSection={<IconChevronDown size={14} aria-hidden />}
          aria-label={t('resolveOf', { number: dispatch.invoice_number })}
        >
          {t('resolve')}
        </Button>
      }
    >
      {verdicts.map((verdict) => (
        <Menu.Item
          key={verdict}
          onClick={() => resolve.mutate({ params: { path }, body: { verdict } })}
        >
          {t(`verdicts.${verdict}`)}
        </Menu.Item>
      ))}
    </ActionMenu>
  );
};
