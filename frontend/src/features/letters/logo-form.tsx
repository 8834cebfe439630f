import { Button, FileButton, Group } from '@mantine/core';
import { IconPhotoUp, IconTrash } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { $api, client } from '@/api/client';
import { useCompanyId, useMay } from '@/api/session';
import { lookQuery } from '@/api/versioned';
import { Allowed } from '@/ui/allowed';
import { ProblemAlert } from '@/ui/problem-alert';
import { toast } from '@/ui/toast';
import classes from './letters.module.css';

const at = '/v1/companies/{company_id}/look/logo';

const send = (company_id: string, file: File) =>
  client.PUT(at, {
    params: { path: { company_id } },
    headers: { 'Content-Type': file.type || 'image/svg+xml' },
    body: '' as never,
    bodySerializer: () => file,
  });

/** The picture at the head of a letter: shown, sent, taken away. */
export const LogoForm = () => {
  const { t } = useTranslation('letters');
  const common = useTranslation().t;
  const company_id = useCompanyId();
  const may = useMay('templates.edit');
  const { data: look } = useQuery(lookQuery(company_id));
  const upload = useMutation({
    mutationFn: (file: File) => send(company_id, file),
    onSuccess: () => toast(common('saved')),
  });
  const remove = $api.useMutation('delete', at);
  if (!look) return null;
  const address = `/v1/companies/${company_id}/look/logo?v=${encodeURIComponent(look.etag)}`;
  return (
    <div className={classes.look}>
      <h2 className={classes.title}>{t('logo')}</h2>
      <p className={classes.lead}>{t('logoText')}</p>
      <div className={classes.logo}>
        {look.logo_kind ? (
          <img src={address} alt={t('logoAlt')} />
        ) : (
          <span className={classes.soft}>{t('noLogo')}</span>
        )}
      </div>
      <ProblemAlert error={upload.error ?? remove.error} />
      <Group gap="xs">
        <Allowed may={may}>
          <FileButton
            accept="image/png,image/jpeg,image/svg+xml"
            onChange={(file) => file && upload.mutate(file)}
          >
            {(props) => (
              <Button
                {...props}
                variant="default"
                loading={upload.isPending}
                disabled={!may}
                leftSection={<IconPhotoUp size={16} aria-hidden />}
              >
                {t(look.logo_kind ? 'otherLogo' : 'chooseLogo')}
              </Button>
            )}
          </FileButton>
        </Allowed>
        {look.logo_kind && may && (
          <Button
            variant="subtle"
            color="lingon"
            loading={remove.isPending}
            leftSection={<IconTrash size={16} aria-hidden />}
            onClick={() => remove.mutate({ params: { path: { company_id } } })}
          >
            {t('removeLogo')}
          </Button>
        )}
      </Group>
    </div>
  );
};
