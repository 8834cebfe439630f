import { queryOptions } from '@tanstack/react-query';
import { client, type Schemas } from '@/api/client';

/** What a GET answered, with the `ETag` that an edit of exactly this sends back. */
export type Versioned<T> = T & { etag: string };

type Answer<T> = { data?: T; response: Response };

const withEtag = <T extends object>({ data, response }: Answer<T>): Versioned<T> => ({
  ...(data as T),
  etag: response.headers.get('ETag') ?? '',
});

const at = '/v1/companies/{company_id}';

export const companyQuery = (company_id: string) =>
  queryOptions({
    queryKey: ['company', company_id],
    queryFn: async (): Promise<Versioned<Schemas['Company']>> =>
      withEtag(await client.GET(at, { params: { path: { company_id } } })),
  });

export const pricesQuery = (company_id: string) =>
  queryOptions({
    queryKey: ['prices', company_id],
    queryFn: async (): Promise<Versioned<Schemas['Prices']>> =>
      withEtag(await client.GET(`${at}/prices`, { params: { path: { company_id } } })),
  });

export const customerQuery = (company_id: string, customer_id: string) =>
  queryOptions({
    queryKey: ['customer', company_id, customer_id],
    queryFn: async (): Promise<Versioned<Schemas['Customer']>> => {
      const path = { company_id, customer_id };
      return withEtag(await client.GET(`${at}/customers/{customer_id}`, { params: { path } }));
    },
  });

export const invoiceQuery = (company_id: string, invoice_id: string) =>
  queryOptions({
    queryKey: ['invoice', company_id, invoice_id],
    queryFn: async (): Promise<Versioned<Schemas['Invoice']>> => {
      const path = { company_id, invoice_id };
      return withEtag(await client.GET(`${at}/invoices/{invoice_id}`, { params: { path } }));
    },
  });

export const holdQuery = (company_id: string, hold_id: string) =>
  queryOptions({
    queryKey: ['hold', company_id, hold_id],
    queryFn: async (): Promise<Versioned<Schemas['Hold']>> => {
      const path = { company_id, hold_id };
      return withEtag(await client.GET(`${at}/holds/{hold_id}`, { params: { path } }));
    },
  });

export const firstDispatchQuery = (company_id: string) =>
  queryOptions({
    queryKey: ['first-dispatch', company_id],
    queryFn: async (): Promise<Versioned<Schemas['FirstDispatchSettings']>> =>
      withEtag(await client.GET(`${at}/first-dispatch`, { params: { path: { company_id } } })),
  });

export const ruleQuery = (company_id: string, rule_id: string) =>
  queryOptions({
    queryKey: ['rule', company_id, rule_id],
    queryFn: async (): Promise<Versioned<Schemas['Rule']>> => {
      const path = { company_id, rule_id };
      return withEtag(await client.GET(`${at}/rules/{rule_id}`, { params: { path } }));
    },
  });

export const templateQuery = (company_id: string, template_id: string) =>
  queryOptions({
    queryKey: ['template', company_id, template_id],
    queryFn: async (): Promise<Versioned<Schemas['Template']>> => {
      const path = { company_id, template_id };
      return withEtag(await client.GET(`${at}/templates/{template_id}`, { params: { path } }));
    },
  });

export const lookQuery = (company_id: string) =>
  queryOptions({
    queryKey: ['look', company_id],
    queryFn: async (): Promise<Versioned<Schemas['Look']>> =>
      withEtag(await client.GET(`${at}/look`, { params: { path: { company_id } } })),
  });

/** The header of an edit, and the media type of a merge patch. */
export const editHeaders = (etag: string) => ({
  header: { 'If-Match': etag },
});
export const mergePatch = { 'Content-Type': 'application/merge-patch+json' };
