import { Button } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { $api, type Schemas } from '@/api/client';
import { useCompanyId, useMay } from '@/api/session';
import { Allowed } from '@/ui/allowed';
import { Confirm } from '@/ui/confirm';
import { toast } from '@/ui/toast';

type Props = { rule: Schemas['Rule']; onDeleted: () => void };

/** One's own rule may go once nobody follows it. */
export const DeleteRule = ({ rule, onDeleted }: Props) => {
  const { t } = useTranslation('rules');
  const company_id = useCompanyId();
  const mayEdit = useMay('rules.edit');
  const [asked, setAsked] = useState(false);
  const remove = $api.useMutation('delete', '/v1/companies/{company_id}/rules/{rule_id}');
  if (rule.built_in) return null;
  const isFree = rule.customer_count === 0 && rule.open_case_count === 0;
  const confirm = () =>
    remove.mutate(
      { params: { path: { company_id, rule_id: rule.id } } },
      {
        onSuccess: () => {
          toast(t('deleted'));
          onDeleted();
        },
      },
    );
  return (
    <>
      <Allowed may={mayEdit && isFree} why={mayEdit ? t('deleteBlocked') : undefined}>
        <Button
          variant="default"
          leftSection={<IconTrash size={16} aria-hidden />}
          onClick={() => setAsked(true)}
        >
          {t('delete')}
        </Button>
      </Allowed>
      <Confirm
        opened={asked}
        title={t('deleteTitle', { name: rule.name })}
        confirm={t('delete')}
        danger
        isPending={remove.isPending}
        error={remove.error}
        onConfirm={confirm}
        onClose={() => setAsked(false)}
      >
        {t('deleteText')}
      </Confirm>
    </>
  );
};
