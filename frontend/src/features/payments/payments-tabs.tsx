import { Tabs } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useCompanyId } from '@/api/session';
import classes from './payments-tabs.module.css';

const paths = {
  payments: '/c/$companyId/payments',
  files: '/c/$companyId/payments/files',
  vouchers: '/c/$companyId/payments/vouchers',
} as const;
type Tab = keyof typeof paths;

/** Single payments, the files that they came in, and how all of it is booked. */
export const PaymentsTabs = ({ tab, children }: { tab: Tab; children: ReactNode }) => {
  const { t } = useTranslation('payments');
  const companyId = useCompanyId();
  const navigate = useNavigate();
  const go = (next: string | null) =>
    navigate({ to: paths[(next as Tab | null) ?? 'payments'], params: { companyId } });
  return (
    <Tabs value={tab} onChange={go}>
      <Tabs.List px="md">
        {(Object.keys(paths) as Tab[]).map((key) => (
          <Tabs.Tab key={key} value={key}>
            {t(`tabs.${key}`)}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {(Object.keys(paths) as Tab[]).map((key) => (
        <Tabs.Panel key={key} value={key} className={classes[key]}>
          {key === tab && children}
        </Tabs.Panel>
      ))}
    </Tabs>
  );
};
