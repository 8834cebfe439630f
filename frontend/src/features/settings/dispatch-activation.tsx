import { Checkbox, Stack } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { $api, type Schemas } from '@/api/client';
import { companyPath, useCompanyId } from '@/api/session';
import { Confirm } from '@/ui/confirm';
import { toast } from '@/ui/toast';

type Props = { settings: Schemas['FirstDispatchSettings']; onClose: () => void };

/** What activation means, and whether it reaches back to what lies unsent already. */
export const DispatchActivation = ({ settings, onClose }: Props) => {
  const { t } = useTranslation('dispatch');
  const company_id = useCompanyId();
  const [includes, setIncludes] = useState(false);
  const on = $api.useMutation('post', '/v1/companies/{company_id}/first-dispatch/activation');
  const count = settings.unsent_count;
  const confirm = () =>
    on.mutate(
      { ...companyPath(company_id), body: { includes_earlier: includes } },
      {
        onSuccess: () => {
          toast(t('activation.done'));
          onClose();
        },
      },
    );
  return (
    <Confirm
      opened
      title={t('activation.title')}
      confirm={t('activate')}
      isPending={on.isPending}
      error={on.error}
      onConfirm={confirm}
      onClose={onClose}
    >
      <Stack>
        <span>{t('activation.text')}</span>
        {count > 0 && (
          <Checkbox
            checked={includes}
            onChange={(event) => setIncludes(event.currentTarget.checked)}
            label={t('activation.earlier', { count })}
            description={t('activation.earlierText')}
          />
        )}
      </Stack>
    </Confirm>
  );
};
