import { Button, Group } from '@mantine/core';
import { IconPrinter } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { $api, type Schemas } from '@/api/client';
import { useCompanyId, useMay } from '@/api/session';
import { Actor } from '@/ui/actor';
import { Instant } from '@/ui/day';
import { UndoChange } from './undo-change';
import { useTabName } from './use-tab-name';
import classes from './worklist.module.css';

type Props = {
  list: Schemas['Worklist'] | undefined;
  onShow: (change: Schemas['StatusChange']) => void;
};

/** The newest change of status while it can be taken back, whoever made it. */
export const LastChange = ({ list, onShow }: Props) => {
  const { t } = useTranslation('worklist');
  const tabName = useTabName(list);
  const company_id = useCompanyId();
  const may = useMay('dispatches.read');
  const { data } = $api.useQuery(
    'get',
    '/v1/companies/{company_id}/status-changes',
    { params: { path: { company_id }, query: { limit: 1 } } },
    { enabled: may, refetchInterval: 30_000 },
  );
  const change = data?.items[0];
  if (!change || change.standing_count === 0) return null;
  return (
    <section className={classes.last} aria-label={t('lastChange')}>
      <p>
        <strong>
          {t('changed', { count: change.changed_count, target: tabName(change.target) })}
        </strong>{' '}
        <span className={classes.soft}>
          <Instant at={change.changed_at} /> · <Actor actor={change.actor} />
        </span>
      </p>
      <Group gap="xs">
        <Button
          variant="subtle"
          leftSection={<IconPrinter size={16} aria-hidden />}
          onClick={() => onShow(change)}
        >
          {t('showChange')}
        </Button>
        <UndoChange change={change} />
      </Group>
    </section>
  );
};
