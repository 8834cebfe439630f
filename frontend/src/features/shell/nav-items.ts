import {
  type Icon,
  IconAdjustments,
  IconBuildingBank,
  IconFileImport,
  IconFileInvoice,
  IconFilePercent,
  IconHome2,
  IconHourglassHigh,
  IconLibrary,
  IconListDetails,
  IconMailForward,
  IconScale,
  IconSend,
  IconTimeline,
  IconUsers,
} from '@tabler/icons-react';

type Key =
  | 'home'
  | 'queue'
  | 'cases'
  | 'collection'
  | 'mass-run'
  | 'events'
  | 'invoices'
  | 'customers'
  | 'payments'
  | 'interest'
  | 'rules'
  | 'imports'
  | 'law'
  | 'settings';

export type NavItem = {
  key: Key;
  to: `/c/$companyId/${Key}`;
  icon: Icon;
  permission?: string;
};
export type NavGroup = { key: string; items: NavItem[] };

const at = '/c/$companyId' as const;

export const navGroups: NavGroup[] = [
  {
    key: 'work',
    items: [
      { key: 'home', to: `${at}/home`, icon: IconHome2 },
      { key: 'queue', to: `${at}/queue`, icon: IconSend, permission: 'dispatches.read' },
      { key: 'cases', to: `${at}/cases`, icon: IconHourglassHigh, permission: 'invoices.read' },
      {
        key: 'collection',
        to: `${at}/collection`,
        icon: IconLibrary,
        permission: 'invoices.read',
      },
      {
        key: 'mass-run',
        to: `${at}/mass-run`,
        icon: IconMailForward,
        permission: 'dispatches.read',
      },
      { key: 'events', to: `${at}/events`, icon: IconListDetails, permission: 'events.read' },
    ],
  },
  {
    key: 'ledger',
    items: [
      { key: 'invoices', to: `${at}/invoices`, icon: IconFileInvoice, permission: 'invoices.read' },
      { key: 'customers', to: `${at}/customers`, icon: IconUsers, permission: 'customers.read' },
      {
        key: 'payments',
        to: `${at}/payments`,
        icon: IconBuildingBank,
        permission: 'payments.read',
      },
      { key: 'interest', to: `${at}/interest`, icon: IconFilePercent, permission: 'invoices.read' },
    ],
  },
  {
    key: 'manage',
    items: [
      { key: 'rules', to: `${at}/rules`, icon: IconTimeline, permission: 'rules.read' },
      { key: 'imports', to: `${at}/imports`, icon: IconFileImport, permission: 'imports.read' },
      { key: 'law', to: `${at}/law`, icon: IconScale },
      { key: 'settings', to: `${at}/settings`, icon: IconAdjustments, permission: 'company.read' },
    ],
  },
];
