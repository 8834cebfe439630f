import type { QueryClient } from '@tanstack/react-query';
import {
  createRoute,
  createRouter,
  lazyRouteComponent,
  type RouterHistory,
} from '@tanstack/react-router';
import { parseCustomerPageSearch, parseCustomerSearch } from '@/features/customers/customer-search';
import { parseEventSearch } from '@/features/events/event-search';
import { parseHomeSearch } from '@/features/home/home-search';
import { parseImportSearch } from '@/features/imports/import-search';
import { parseInterestSearch } from '@/features/interest/interest-search';
import { parseInvoicePageSearch, parseInvoiceSearch } from '@/features/invoices/invoice-search';
import { parseLawSearch } from '@/features/law/law-search';
import { parseLetterSearch, parseNewLetterSearch } from '@/features/letters/letter-search';
import { parseBankFileSearch } from '@/features/payments/bank-file-search';
import { parsePaymentSearch } from '@/features/payments/payment-search';
import { parseRuleSearch } from '@/features/rules/rule-search';
import { parseSettingsSearch } from '@/features/settings/settings-search';
import { parseVoucherSearch } from '@/features/vouchers/voucher-search';
import { paging, parseSearch, stringifySearch } from '@/lib/search';
import { PendingPage } from '@/routes/pending-page';
import { collecting } from './collecting';
import { company, root, signedIn, signIn, start } from './entrance';

const home = createRoute({
  getParentRoute: () => company,
  path: '/home',
  validateSearch: parseHomeSearch,
  component: lazyRouteComponent(() => import('@/routes/home-page'), 'HomePage'),
});

const invoices = createRoute({
  getParentRoute: () => company,
  path: '/invoices',
  validateSearch: parseInvoiceSearch,
  component: lazyRouteComponent(() => import('@/routes/invoices-page'), 'InvoicesPage'),
});

const invoice = createRoute({
  getParentRoute: () => company,
  path: '/invoices/$invoiceId',
  validateSearch: parseInvoicePageSearch,
  component: lazyRouteComponent(() => import('@/routes/invoice-page'), 'InvoicePage'),
});

const events = createRoute({
  getParentRoute: () => company,
  path: '/events',
  validateSearch: parseEventSearch,
  component: lazyRouteComponent(() => import('@/routes/events-page'), 'EventsPage'),
});

const rules = createRoute({
  getParentRoute: () => company,
  path: '/rules',
  validateSearch: parseRuleSearch,
  component: lazyRouteComponent(() => import('@/routes/rules-page'), 'RulesPage'),
});

const newRule = createRoute({
  getParentRoute: () => company,
  path: '/rules/new',
  component: lazyRouteComponent(() => import('@/routes/new-rule-page'), 'NewRulePage'),
});

const customers = createRoute({
  getParentRoute: () => company,
  path: '/customers',
  validateSearch: parseCustomerSearch,
  component: lazyRouteComponent(() => import('@/routes/customers-page'), 'CustomersPage'),
});

const customer = createRoute({
  getParentRoute: () => company,
  path: '/customers/$customerId',
  validateSearch: parseCustomerPageSearch,
  component: lazyRouteComponent(() => import('@/routes/customer-page'), 'CustomerPage'),
});

const payments = createRoute({
  getParentRoute: () => company,
  path: '/payments',
  validateSearch: parsePaymentSearch,
  component: lazyRouteComponent(() => import('@/routes/payments-page'), 'PaymentsPage'),
});

const interest = createRoute({
  getParentRoute: () => company,
  path: '/interest',
  validateSearch: parseInterestSearch,
  component: lazyRouteComponent(() => import('@/routes/interest-page'), 'InterestPage'),
});

const bankFiles = createRoute({
  getParentRoute: () => company,
  path: '/payments/files',
  validateSearch: paging,
  component: lazyRouteComponent(() => import('@/routes/bank-files-page'), 'BankFilesPage'),
});

const vouchers = createRoute({
  getParentRoute: () => company,
  path: '/payments/vouchers',
  validateSearch: parseVoucherSearch,
  component: lazyRouteComponent(() => import('@/routes/vouchers-page'), 'VouchersPage'),
});

const bankFile = createRoute({
  getParentRoute: () => company,
  path: '/payments/files/$bankFileId',
  validateSearch: parseBankFileSearch,
  component: lazyRouteComponent(() => import('@/routes/bank-file-page'), 'BankFilePage'),
});

const imports = createRoute({
  getParentRoute: () => company,
  path: '/imports',
  validateSearch: paging,
  component: lazyRouteComponent(() => import('@/routes/imports-page'), 'ImportsPage'),
});

const oneImport = createRoute({
  getParentRoute: () => company,
  path: '/imports/$importId',
  validateSearch: parseImportSearch,
  component: lazyRouteComponent(() => import('@/routes/import-page'), 'ImportPage'),
});

const law = createRoute({
  getParentRoute: () => company,
  path: '/law',
  validateSearch: parseLawSearch,
  component: lazyRouteComponent(() => import('@/routes/law-page'), 'LawPage'),
});

const newLetterText = createRoute({
  getParentRoute: () => company,
  path: '/letters/new',
  validateSearch: parseNewLetterSearch,
  component: lazyRouteComponent(() => import('@/routes/new-letter-text-page'), 'NewLetterTextPage'),
});

const letterText = createRoute({
  getParentRoute: () => company,
  path: '/letters/$templateId',
  validateSearch: parseLetterSearch,
  component: lazyRouteComponent(() => import('@/routes/letter-text-page'), 'LetterTextPage'),
});

const settings = createRoute({
  getParentRoute: () => company,
  path: '/settings',
  validateSearch: parseSettingsSearch,
  component: lazyRouteComponent(() => import('@/routes/settings-page'), 'SettingsPage'),
});

const pages = [
  home,
  invoices,
  invoice,
  events,
  rules,
  newRule,
  customers,
  customer,
  ...collecting,
  payments,
  interest,
  bankFiles,
  bankFile,
  vouchers,
  imports,
  oneImport,
  law,
  newLetterText,
  letterText,
  settings,
];

const routeTree = root.addChildren([
  signIn,
  signedIn.addChildren([start, company.addChildren(pages)]),
]);

export const createAppRouter = (queryClient: QueryClient, history?: RouterHistory) =>
  createRouter({
    routeTree,
    history,
    context: { queryClient },
    parseSearch,
    stringifySearch,
    search: { strict: true },
    defaultPreload: false,
    scrollRestoration: true,
    defaultPendingComponent: PendingPage,
  });

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
