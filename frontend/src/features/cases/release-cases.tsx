import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { $api } from '@/api/client';
import { companyPath, useCompanyId, useMay } from '@/api/session';
import type { Selection } from '@/lib/selection';
import { Allowed } from '@/ui/allowed';
import { Confirm } from '@/ui/confirm';
import { toast } from '@/ui/toast';

/** Pulls the chosen old debts into the automation; each starts at its first step. */
export const ReleaseCases = ({ selection }: { selection: Selection }) => {
  const { t } = useTranslation('cases');
  const company_id = useCompanyId();
  const may = useMay('runs.edit');
  const [asked, setAsked] = useState(false);
  const release = $api.useMutation('post', '/v1/companies/{company_id}/case-releases');
  const confirm = () =>
    release.mutate(
      { ...companyPath(company_id), body: { case_ids: [...selection.ids] } },
      {
        onSuccess: ({ released_count }) => {
          toast(t('released', { count: released_count }));
          selection.clear();
          setAsked(false);
        },
      },
    );
  return (
    <>
      <Allowed may={may}>
        <Button onClick={() => setAsked(true)}>{t('release')}</Button>
      </Allowed>
      <Confirm
        opened={asked}
        title={t('releaseTitle', { count: selection.count })}
        confirm={t('release')}
        isPending={release.isPending}
        error={release.error}
        onConfirm={confirm}
        onClose={() => setAsked(false)}
      >
        {t('releaseText')}
      </Confirm>
    </>
  );
};
