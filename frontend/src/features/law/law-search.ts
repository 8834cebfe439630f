import { day, type RawSearch, sparse, text } from '@/lib/search';

const country = (value: unknown) => {
  const read = text(value)?.toUpperCase();
  return read && /^[A-Z]{2}$/.test(read) ? read : undefined;
};

export const parseLawSearch = (raw: RawSearch) =>
  sparse({
    country: country(raw.country),
    as_of: day(raw.as_of),
  });

export type LawSearch = ReturnType<typeof parseLawSearch>;
