import { Tabs } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useCompany } from '@/api/session';
import { companyQuery } from '@/api/versioned';
import { LettersTab } from '@/features/letters/letters-tab';
import { AccountSettings } from '@/features/settings/account-settings';
import { BankSettings } from '@/features/settings/bank-settings';
import { CollectionSettings } from '@/features/settings/collection-settings';
import { CompanySettings } from '@/features/settings/company-settings';
import { DispatchTab } from '@/features/settings/dispatch-tab';
import { InterestSettings } from '@/features/settings/interest-settings';
import { KeysList } from '@/features/settings/keys-list';
import { SendingSettings } from '@/features/settings/sending-settings';
import { type SettingsTab, settingsTabs } from '@/features/settings/settings-search';
import { UsageTab } from '@/features/settings/usage-tab';
import { UsersList } from '@/features/settings/users-list';
import type { Paging } from '@/lib/search';
import { PageHeader } from '@/ui/page-header';
import { Panel } from '@/ui/panel';
import { ErrorState, SkeletonRows } from '@/ui/states';
import classes from './settings-page.module.css';

const route = getRouteApi('/signed-in/c/$companyId/settings');

const needs: Partial<Record<SettingsTab, string>> = {
  letters: 'templates.read',
  usage: 'dispatches.read',
  users: 'users.read',
  keys: 'api_keys.edit',
};

export const SettingsPage = () => {
  const { t } = useTranslation('settings');
  const { id: companyId, permissions } = useCompany();
  const { tab = 'company', month, ...paging } = route.useSearch();
  const navigate = useNavigate();
  const { data: company, error, refetch } = useQuery(companyQuery(companyId));
  const tabs = settingsTabs.filter((key) => !needs[key] || permissions.includes(needs[key]));
  const go = (next: SettingsTab, at: Paging & { month?: string } = {}) =>
    navigate({ to: '/c/$companyId/settings', params: { companyId }, search: { tab: next, ...at } });
  if (!company) return error ? <ErrorState error={error} onRetry={refetch} /> : <SkeletonRows />;
  return (
    <>
      <PageHeader title={t('title')} lead={company.name} />
      <Panel flush>
        <Tabs value={tab} onChange={(next) => go((next as SettingsTab) ?? 'company')}>
          <Tabs.List px="md">
            {tabs.map((key) => (
              <Tabs.Tab key={key} value={key}>
                {t(`tabs.${key}`)}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          <Tabs.Panel value="company" className={classes.body}>
            <CompanySettings key={company.etag} company={company} />
          </Tabs.Panel>
          <Tabs.Panel value="interest" className={classes.body}>
            <InterestSettings key={company.etag} company={company} />
          </Tabs.Panel>
          <Tabs.Panel value="collection" className={classes.body}>
            <CollectionSettings key={company.etag} company={company} />
          </Tabs.Panel>
          <Tabs.Panel value="sending" className={classes.body}>
            <SendingSettings key={company.etag} company={company} />
          </Tabs.Panel>
          <Tabs.Panel value="dispatch" className={classes.body}>
            <DispatchTab />
          </Tabs.Panel>
          <Tabs.Panel value="letters" className={classes.body}>
            <LettersTab />
          </Tabs.Panel>
          <Tabs.Panel value="banks" className={classes.body}>
            <BankSettings key={company.etag} company={company} />
          </Tabs.Panel>
          <Tabs.Panel value="accounts" className={classes.body}>
            <AccountSettings key={company.etag} company={company} />
          </Tabs.Panel>
          <Tabs.Panel value="usage" className={classes.list}>
            <UsageTab
              company={company}
              month={month}
              onMonth={(next) => go('usage', { month: next })}
            />
          </Tabs.Panel>
          <Tabs.Panel value="users" className={classes.list}>
            <UsersList paging={paging} onPage={(at) => go('users', at)} />
          </Tabs.Panel>
          <Tabs.Panel value="keys" className={classes.list}>
            <KeysList paging={paging} onPage={(at) => go('keys', at)} />
          </Tabs.Panel>
        </Tabs>
      </Panel>
    </>
  );
};
