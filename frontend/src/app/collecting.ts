import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { parseQuarantineSearch } from '@/features/backlog/quarantine-search';
import {
  parseCasePageSearch,
  parseCollectionSearch,
} from '@/features/collection/collection-search';
import { parseQueueSearch } from '@/features/dispatches/queue-search';
import { parseHoldSearch } from '@/features/holds/hold-search';
import { parseMassRunSearch } from '@/features/mass-run/mass-run-search';
import { parseWorklistSearch } from '@/features/worklist/worklist-search';
import { company } from './entrance';

const queue = createRoute({
  getParentRoute: () => company,
  path: '/queue',
  validateSearch: parseQueueSearch,
  component: lazyRouteComponent(() => import('@/routes/queue-page'), 'QueuePage'),
});

const cases = createRoute({
  getParentRoute: () => company,
  path: '/cases',
  validateSearch: parseWorklistSearch,
  component: lazyRouteComponent(() => import('@/routes/cases-page'), 'CasesPage'),
});

const collection = createRoute({
  getParentRoute: () => company,
  path: '/collection',
  validateSearch: parseCollectionSearch,
  component: lazyRouteComponent(() => import('@/routes/collection-page'), 'CollectionPage'),
});

const collectionCase = createRoute({
  getParentRoute: () => company,
  path: '/collection/cases/$caseId',
  validateSearch: parseCasePageSearch,
  component: lazyRouteComponent(
    () => import('@/routes/collection-case-page'),
    'CollectionCasePage',
  ),
});

const collectionLetter = createRoute({
  getParentRoute: () => company,
  path: '/collection/cases/$caseId/letter',
  component: lazyRouteComponent(
    () => import('@/routes/collection-letter-page'),
    'CollectionLetterPage',
  ),
});

const quarantine = createRoute({
  getParentRoute: () => company,
  path: '/quarantine',
  validateSearch: parseQuarantineSearch,
  component: lazyRouteComponent(() => import('@/routes/quarantine-page'), 'QuarantinePage'),
});

const holds = createRoute({
  getParentRoute: () => company,
  path: '/holds',
  validateSearch: parseHoldSearch,
  component: lazyRouteComponent(() => import('@/routes/holds-page'), 'HoldsPage'),
});

const massRun = createRoute({
  getParentRoute: () => company,
  path: '/mass-run',
  validateSearch: parseMassRunSearch,
  component: lazyRouteComponent(() => import('@/routes/mass-run-page'), 'MassRunPage'),
});

/** The pages on which people work what is unpaid. */
export const collecting = [
  queue,
  cases,
  collection,
  collectionCase,
  collectionLetter,
  quarantine,
  holds,
  massRun,
] as const;
