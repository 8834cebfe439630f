import type { Schemas } from '@/api/client';
import { id, oneOf, paging, type RawSearch, sparse, text } from '@/lib/search';

export type Age = Schemas['Age'];

export const ages = [
  'up_to_30',
  'up_to_90',
  'up_to_180',
  'up_to_365',
  'over_365',
] as const satisfies Age[];

const currency = (value: unknown) => {
  const read = text(value);
  return read && /^[A-Z]{3}$/.test(read) ? read : undefined;
};

export const parseQuarantineSearch = (raw: RawSearch) =>
  sparse({
    ...paging(raw),
    search: text(raw.search),
    customer_id: id(raw.customer_id),
    currency: currency(raw.currency),
    age: oneOf(raw.age, ages),
  });

export type QuarantineSearch = ReturnType<typeof parseQuarantineSearch>;
