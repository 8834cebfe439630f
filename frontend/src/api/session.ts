import { queryOptions, useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { client, rememberCsrfToken, type Schemas } from '@/api/client';

export type Me = Schemas['Me'];
export type MyCompany = Schemas['MyCompany'];

export const meQuery = queryOptions({
  queryKey: ['me'],
  staleTime: 5 * 60_000,
  queryFn: async (): Promise<Me> => {
    const { data } = await client.GET('/v1/me');
    rememberCsrfToken(data?.csrf_token);
    return data as Me;
  },
});

export const useMe = () => useQuery(meQuery);

/** The company of the address, with what one may do there. */
export const useCompany = (): MyCompany => {
  const { companyId } = useParams({ strict: false });
  const { data } = useMe();
  const company = data?.companies.find(({ id }) => id === companyId);
  return (
    company ?? {
      id: companyId ?? '',
      name: '',
      time_zone: '',
      permissions: [],
      owns_invoices_only: false,
    }
  );
};

export const useCompanyId = () => useCompany().id;

/** Whether the contract's permission, such as `rules.edit`, is held in this company. */
export const useMay = (permission: string) => useCompany().permissions.includes(permission);

export const companyPath = (company_id: string) => ({ params: { path: { company_id } } });
