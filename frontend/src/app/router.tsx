import type { QueryClient } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  type RouterHistory,
  redirect,
} from '@tanstack/react-router';
import { problemOf } from '@/api/problem';
import { meQuery } from '@/api/session';
import { parseCaseSearch } from '@/features/cases/case-search';
import { parseCustomerPageSearch, parseCustomerSearch } from '@/features/customers/customer-search';
import { parseQueueSearch } from '@/features/dispatches/queue-search';
import { parseEventSearch } from '@/features/events/event-search';
import { parseHomeSearch } from '@/features/home/home-search';
import { parseImportSearch } from '@/features/imports/import-search';
import { parseInterestSearch } from '@/features/interest/interest-search';
import { parseInvoicePageSearch, parseInvoiceSearch } from '@/features/invoices/invoice-search';
import { parseLawSearch } from '@/features/law/law-search';
import { parseBankFileSearch } from '@/features/payments/bank-file-search';
import { parsePaymentSearch } from '@/features/payments/payment-search';
import { parseRuleSearch } from '@/features/rules/rule-search';
import { parseSettingsSearch } from '@/features/settings/settings-search';
import { lastCompanyId, rememberCompanyId } from '@/lib/last-company';
import { paging, parseSearch, type RawSearch, sparse, stringifySearch, text } from '@/lib/search';
import { MissingPage } from '@/routes/missing-page';
import { PendingPage } from '@/routes/pending-page';
import { SignInPage } from '@/routes/sign-in-page';

type Context = { queryClient: QueryClient };

const root = createRootRouteWithContext<Context>()({
  component: Outlet,
  notFoundComponent: MissingPage,
});

const toSignIn = (href: string) =>
  redirect({ to: '/sign-in', search: { redirect: href === '/' ? undefined : href } });

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  component: SignInPage,
  validateSearch: (raw: RawSearch) =>
    sparse({
      redirect: /^\/(?![/\\])/.test(String(raw.redirect)) ? String(raw.redirect) : undefined,
      ended: text(raw.ended),
    }),
});

const signedIn = createRoute({
  getParentRoute: () => root,
  id: 'signed-in',
  beforeLoad: async ({ context, location }) => {
    try {
      return { me: await context.queryClient.ensureQueryData(meQuery) };
    } catch (error) {
      if (problemOf(error)?.status === 401) throw toSignIn(location.href);
      throw error;
    }
  },
  pendingComponent: PendingPage,
});

const start = createRoute({
  getParentRoute: () => signedIn,
  path: '/',
  beforeLoad: ({ context }) => {
    const { companies } = context.me;
    const last = companies.find(({ id }) => id === lastCompanyId()) ?? companies[0];
    if (last) throw redirect({ to: '/c/$companyId/home', params: { companyId: last.id } });
  },
  component: lazyRouteComponent(() => import('@/routes/no-company-page'), 'NoCompanyPage'),
});

const company = createRoute({
  getParentRoute: () => signedIn,
  path: '/c/$companyId',
  beforeLoad: ({ params }) => rememberCompanyId(params.companyId),
  component: lazyRouteComponent(() => import('@/routes/company-layout'), 'CompanyLayout'),
});

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

const queue = createRoute({
  getParentRoute: () => company,
  path: '/queue',
  validateSearch: parseQueueSearch,
  component: lazyRouteComponent(() => import('@/routes/queue-page'), 'QueuePage'),
});

const cases = createRoute({
  getParentRoute: () => company,
  path: '/cases',
  validateSearch: parseCaseSearch,
  component: lazyRouteComponent(() => import('@/routes/cases-page'), 'CasesPage'),
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
  queue,
  cases,
  payments,
  interest,
  bankFiles,
  bankFile,
  imports,
  oneImport,
  law,
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
