import { Tabs } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { useCompanyId } from '@/api/session';
import { useFormat } from '@/lib/format';
import { Figures } from '@/ui/figures';
import { TextLink } from '@/ui/text-link';
import { useTabName } from './use-tab-name';
import classes from './worklist-tabs.module.css';

type Tab = Schemas['Tab'];
type Props = { list: Schemas['Worklist'] | undefined };

/** The tabs of the rule's steps, each with how many stand there and what is open of them. */
export const WorklistTabs = ({ list }: Props) => {
  const { t } = useTranslation('worklist');
  const { number } = useFormat();
  const companyId = useCompanyId();
  return (
    <div className={classes.bar}>
      <Tabs.List px="md" className={classes.list}>
        {list?.tabs.map((tab) => (
          <Tabs.Tab key={tab.key} value={tab.key}>
            <TabFace tab={tab} list={list} />
          </Tabs.Tab>
        ))}
        <Tabs.Tab value="closed">
          <Face name={t('tabs.closed')} sums={[]} />
        </Tabs.Tab>
      </Tabs.List>
      <div className={classes.ways}>
        <TextLink to="/c/$companyId/interest" params={{ companyId }}>
          {t('tabs.interest')}
        </TextLink>
        <TextLink to="/c/$companyId/quarantine" params={{ companyId }}>
          {t('tabs.quarantined')}{' '}
          <span className={classes.count}>{number(list?.waiting_count ?? 0)}</span>
        </TextLink>
      </div>
    </div>
  );
};

const TabFace = ({ tab, list }: { tab: Tab } & Props) => {
  const { money, number } = useFormat();
  const tabName = useTabName(list);
  return (
    <Face
      name={tabName(tab.key)}
      count={number(tab.count)}
      sums={tab.sums.map(({ open, currency }) => money(open, currency))}
    />
  );
};

type FaceProps = { name: string; count?: string; sums: string[] };

const Face = ({ name, count, sums }: FaceProps) => (
  <span className={classes.face}>
    <span className={classes.name}>
      {name} {count !== undefined && <span className={classes.count}>{count}</span>}
    </span>
    <span className={classes.sum}>
      {sums.length > 0 ? <Figures text={sums.join(' · ')} /> : '\u00a0'}
    </span>
  </span>
);
