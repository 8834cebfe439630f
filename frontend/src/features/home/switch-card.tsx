import { Switch } from '@mantine/core';
import { IconMoonStars, IconPlayerPlay } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { useCompany, useMay } from '@/api/session';
import { useFormat } from '@/lib/format';
import { Allowed } from '@/ui/allowed';
import { ActivationDialog } from './activation-dialog';
import { DeactivationDialog } from './deactivation-dialog';
import classes from './switch-card.module.css';

/** The one switch of the automation, in a size that cannot be overlooked. */
export const SwitchCard = ({ automation }: { automation: Schemas['Automation'] }) => {
  const { t } = useTranslation('home');
  const { instant, number } = useFormat();
  const { owns_invoices_only } = useCompany();
  const may = useMay('automation.activate');
  const [asked, setAsked] = useState<'on' | 'off'>();
  const close = () => setAsked(undefined);
  const { is_on, next_run_at, due_now, customer_count, outside_count } = automation;
  const Sign = is_on ? IconPlayerPlay : IconMoonStars;
  const why = owns_invoices_only ? t('switch.ownOnly') : t('switch.notAllowed');
  return (
    <section className={classes.card} data-on={is_on || undefined} aria-label={t('switch.label')}>
      <div className={classes.top}>
        <div>
          <h2 className={classes.state}>
            <Sign size={22} aria-hidden />
            {is_on ? t('switch.isOn') : t('switch.isOff')}
          </h2>
          <p className={classes.when}>
            {is_on && next_run_at
              ? t('switch.nextRun', { when: instant(next_run_at) })
              : t('switch.nothingLeaves')}
          </p>
        </div>
        <Allowed may={may} why={why}>
          <Switch
            size="lg"
            color="cloudberry.4"
            checked={is_on}
            onChange={() => setAsked(is_on ? 'off' : 'on')}
            aria-label={t('switch.label')}
          />
        </Allowed>
      </div>
      <dl className={classes.facts}>
        <div>
          <dt>{is_on ? t('switch.dueNow') : t('switch.dueNowIfOn')}</dt>
          <dd>{number(due_now)}</dd>
        </div>
        <div>
          <dt>{t('switch.customers')}</dt>
          <dd>{number(customer_count)}</dd>
        </div>
        <div>
          <dt>{t('switch.outside')}</dt>
          <dd>{number(outside_count)}</dd>
        </div>
      </dl>
      <DeactivationDialog opened={asked === 'off'} onClose={close} />
      <ActivationDialog automation={automation} opened={asked === 'on'} onClose={close} />
    </section>
  );
};
