/* The address bar holds plain text; these read it into what a screen filters by. */

export type RawSearch = Record<string, unknown>;

export const text = (value: unknown) => {
  const trimmed = value === undefined || value === null ? '' : String(value).trim();
  return trimmed === '' ? undefined : trimmed.slice(0, 100);
};

export const oneOf = <T extends string>(value: unknown, choices: readonly T[]): T | undefined =>
  choices.find((choice) => choice === value);

export const flag = (value: unknown): boolean | undefined =>
  value === 'true' || value === true
    ? true
    : value === 'false' || value === false
      ? false
      : undefined;

export const day = (value: unknown) => {
  const read = text(value);
  return read && /^\d{4}-\d{2}-\d{2}$/.test(read) ? read : undefined;
};

export const month = (value: unknown) => {
  const read = text(value);
  return read && /^20\d{2}-(0[1-9]|1[0-2])$/.test(read) ? read : undefined;
};

export const id = (value: unknown) => {
  const read = text(value);
  return read && /^[0-9a-f-]{36}$/i.test(read) ? read : undefined;
};

/** Only what is really asked for; the rest stays out of the address. */
export const sparse = <T extends object>(search: T): Partial<T> =>
  Object.fromEntries(
    Object.entries(search).filter(([, value]) => value !== undefined),
  ) as Partial<T>;

export type Paging = { cursor?: string; page?: number };

export const paging = (raw: RawSearch): Paging =>
  sparse({
    cursor: typeof raw.cursor === 'string' && raw.cursor ? raw.cursor : undefined,
    page: Number(raw.page) > 1 ? Math.trunc(Number(raw.page)) : undefined,
  });

export const parseSearch = (search: string): RawSearch =>
  Object.fromEntries(new URLSearchParams(search));

export const stringifySearch = (search: RawSearch) => {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(search))
    if (value !== undefined && value !== null && value !== '') params.set(name, String(value));
  const written = params.toString();
  return written ? `?${written}` : '';
};

/** A change of filter starts from the first page. */
export const refiltered = <T extends Paging>(search: T, change: Partial<T>): T => ({
  ...search,
  cursor: undefined,
  page: undefined,
  ...change,
});
