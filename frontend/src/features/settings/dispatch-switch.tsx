import { Button } from '@mantine/core';
import { IconMoonStars, IconSend } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { $api, type Schemas } from '@/api/client';
import { companyPath, useCompanyId, useMay } from '@/api/session';
import { useFormat } from '@/lib/format';
import { Allowed } from '@/ui/allowed';
import { Confirm } from '@/ui/confirm';
import { toast } from '@/ui/toast';
import classes from './dispatch.module.css';
import { DispatchActivation } from './dispatch-activation';

type Props = { settings: Schemas['FirstDispatchSettings']; isDirty: boolean };

/** Whether invoices go by themselves, since when, and when the next ones do. */
export const DispatchSwitch = ({ settings, isDirty }: Props) => {
  const { t } = useTranslation('dispatch');
  const { instant } = useFormat();
  const may = useMay('automation.activate');
  const [asked, setAsked] = useState<'on' | 'off'>();
  const { is_on, next_batch_at, takes_since, waiting_count } = settings;
  const Sign = is_on ? IconSend : IconMoonStars;
  const close = () => setAsked(undefined);
  return (
    <section className={classes.switch} data-on={is_on || undefined} aria-label={t('title')}>
      <div className={classes.words}>
        <h2>
          <Sign size={22} aria-hidden />
          {t(is_on ? 'isOn' : 'isOff')}
        </h2>
        {!is_on && <p>{t('offText')}</p>}
        {is_on && next_batch_at && (
          <p>
            {t('nextNight', { when: instant(next_batch_at) })} ·{' '}
            {t('waiting', { count: waiting_count })}
          </p>
        )}
        {is_on && takes_since && <p>{t('takesSince', { when: instant(takes_since) })}</p>}
      </div>
      <Allowed may={may && (is_on || !isDirty)} why={may ? t('saveFirst') : undefined}>
        <Button
          size="md"
          variant={is_on ? 'default' : 'filled'}
          onClick={() => setAsked(is_on ? 'off' : 'on')}
        >
          {t(is_on ? 'deactivate' : 'activate')}
        </Button>
      </Allowed>
      {asked === 'on' && <DispatchActivation settings={settings} onClose={close} />}
      <TurnOff opened={asked === 'off'} onClose={close} />
    </section>
  );
};

const TurnOff = ({ opened, onClose }: { opened: boolean; onClose: () => void }) => {
  const { t } = useTranslation('dispatch');
  const company_id = useCompanyId();
  const off = $api.useMutation('delete', '/v1/companies/{company_id}/first-dispatch/activation');
  const confirm = () =>
    off.mutate(companyPath(company_id), {
      onSuccess: () => {
        toast(t('deactivation.done'));
        onClose();
      },
    });
  return (
    <Confirm
      opened={opened}
      title={t('deactivation.title')}
      confirm={t('deactivate')}
      danger
      isPending={off.isPending}
      error={off.error}
      onConfirm={confirm}
      onClose={onClose}
    >
      {t('deactivation.text')}
    </Confirm>
  );
};
