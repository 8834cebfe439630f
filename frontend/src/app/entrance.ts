import type { QueryClient } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  createRoute,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router';
import { problemOf } from '@/api/problem';
import { meQuery } from '@/api/session';
import { lastCompanyId, rememberCompanyId } from '@/lib/last-company';
import { type RawSearch, sparse, text } from '@/lib/search';
import { MissingPage } from '@/routes/missing-page';
import { PendingPage } from '@/routes/pending-page';
import { SignInPage } from '@/routes/sign-in-page';

/* What one passes on the way to a company's pages: signing in, and choosing the company. */

type Context = { queryClient: QueryClient };

export const root = createRootRouteWithContext<Context>()({
  component: Outlet,
  notFoundComponent: MissingPage,
});

const toSignIn = (href: string) =>
  redirect({ to: '/sign-in', search: { redirect: href === '/' ? undefined : href } });

export const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  component: SignInPage,
  validateSearch: (raw: RawSearch) =>
    sparse({
      redirect: /^\/(?![/\\])/.test(String(raw.redirect)) ? String(raw.redirect) : undefined,
      ended: text(raw.ended),
    }),
});

export const signedIn = createRoute({
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

export const start = createRoute({
  getParentRoute: () => signedIn,
  path: '/',
  beforeLoad: ({ context }) => {
    const { companies } = context.me;
    const last = companies.find(({ id }) => id === lastCompanyId()) ?? companies[0];
    if (last) throw redirect({ to: '/c/$companyId/home', params: { companyId: last.id } });
  },
  component: lazyRouteComponent(() => import('@/routes/no-company-page'), 'NoCompanyPage'),
});

export const company = createRoute({
  getParentRoute: () => signedIn,
  path: '/c/$companyId',
  beforeLoad: ({ params }) => rememberCompanyId(params.companyId),
  component: lazyRouteComponent(() => import('@/routes/company-layout'), 'CompanyLayout'),
});
