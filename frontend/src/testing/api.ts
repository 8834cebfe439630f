import { vi } from 'vitest';

type Answer = { status?: number; body: unknown; etag?: string };
type Routes = Record<string, Answer | ((request: Request) => Answer | Promise<Answer>)>;

/** An API that answers by `METHOD /path` without its query; what it does not know is a 404. */
export const serve = (routes: Routes) => {
  const asked: Request[] = [];
  vi.stubGlobal('fetch', async (request: Request) => {
    asked.push(request.clone() as Request);
    const { pathname } = new URL(request.url);
    const found = routes[`${request.method} ${pathname}`];
    const missing = { type: '', title: '', status: 404, code: 'not_found' };
    const answer = typeof found === 'function' ? await found(request) : found;
    const { status = 200, body, etag = '"1"' } = answer ?? { status: 404, body: missing };
    return new Response(JSON.stringify(body), {
      status,
      headers: { 'Content-Type': 'application/json', ETag: etag },
    });
  });
  return {
    /** Every request of a method, oldest first. */
    asked: (method: string) => asked.filter((request) => request.method === method),
  };
};
