import { Button } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { $api } from '@/api/client';
import { useCompanyId, useMay } from '@/api/session';
import { Allowed } from '@/ui/allowed';
import { Confirm } from '@/ui/confirm';
import { toast } from '@/ui/toast';
import type { Template } from './template-values';

type Props = { template: Template; onDeleted: () => void };

/** Deletes a text that is no default and that no rule names; else it says what stands in the way. */
export const DeleteTemplate = ({ template, onDeleted }: Props) => {
  const { t } = useTranslation('letters');
  const company_id = useCompanyId();
  const may = useMay('templates.edit');
  const [isOpen, setOpen] = useState(false);
  const remove = $api.useMutation('delete', '/v1/companies/{company_id}/templates/{template_id}', {
    onSuccess: () => {
      toast(t('deleted'));
      onDeleted();
    },
  });
  const { id: template_id, name, is_default, rule_count } = template;
  const isFree = !is_default && rule_count === 0;
  const why = may && !isFree ? t(is_default ? 'isDefaultWhy' : 'inRulesWhy') : undefined;
  return (
    <>
      <Allowed may={may && isFree} why={why}>
        <Button
          variant="default"
          leftSection={<IconTrash size={16} aria-hidden />}
          onClick={() => setOpen(true)}
        >
          {t('delete')}
        </Button>
      </Allowed>
      <Confirm
        opened={isOpen}
        danger
        title={t('deleteTitle', { name })}
        confirm={t('delete')}
        isPending={remove.isPending}
        error={remove.error}
        onConfirm={() => remove.mutate({ params: { path: { company_id, template_id } } })}
        onClose={() => setOpen(false)}
      >
        {t('deleteText')}
      </Confirm>
    </>
  );
};
