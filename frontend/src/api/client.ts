import createFetchClient, { type Middleware } from 'openapi-fetch';
import createQueryHooks from 'openapi-react-query';
import type { components, paths } from '@/api/generated/schema.gen';
import { ProblemError, readProblem } from '@/api/problem';

export type Schemas = components['schemas'];

let csrfToken: string | undefined;

export const rememberCsrfToken = (token: string | undefined) => {
  csrfToken = token;
};

/* A request that got no answer keeps its key, so that trying again cannot do it twice. */
const unanswered = new Map<string, string>();

const requestLabel = async (request: Request) =>
  `${request.method} ${request.url} ${await request.clone().text()}`;

const isWrite = (request: Request) => request.method !== 'GET';

const writes: Middleware = {
  async onRequest({ request }) {
    if (!isWrite(request)) return request;
    if (csrfToken) request.headers.set('X-CSRF-Token', csrfToken);
    if (request.method === 'DELETE') return request;
    const label = await requestLabel(request);
    const key = unanswered.get(label) ?? crypto.randomUUID();
    unanswered.set(label, key);
    request.headers.set('Idempotency-Key', key);
    return request;
  },
  onResponse({ request }) {
    const key = request.headers.get('Idempotency-Key');
    for (const [label, known] of unanswered) if (known === key) unanswered.delete(label);
  },
};

const problems: Middleware = {
  async onResponse({ response }) {
    if (!response.ok) throw new ProblemError(await readProblem(response));
  },
  onError() {
    return new ProblemError({ type: 'about:blank', title: '', status: 0, code: 'unreachable' });
  },
};

export const client = createFetchClient<paths>({
  baseUrl: window.location.origin,
  fetch: (request) => fetch(request),
});
client.use(problems, writes);

export const $api = createQueryHooks(client);
