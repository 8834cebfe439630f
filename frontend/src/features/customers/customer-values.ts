import type { Schemas } from '@/api/client';
import { typedAmount } from '@/lib/format';

type Customer = Schemas['Customer'];

export const textFields = [
  'number',
  'name',
  'business_id',
  'email',
  'phone',
  'einvoice_address',
  'einvoice_operator',
  'street',
  'postcode',
  'city',
  'country',
] as const;

export const flagFields = [
  'has_collection_ban',
  'has_consumer_einvoice',
  'has_direct_debit',
] as const;

export const interestBases: Schemas['InterestBasis'][] = ['none', 'statutory', 'agreed'];

/** A form's values; `points` writes a rate as the reader's language does. */
export const valuesOf = (customer: Partial<Customer>, points: (value: string) => string) => ({
  number: customer.number ?? '',
  name: customer.name ?? '',
  business_id: customer.business_id ?? '',
  email: customer.email ?? '',
  phone: customer.phone ?? '',
  einvoice_address: customer.einvoice_address ?? '',
  einvoice_operator: customer.einvoice_operator ?? '',
  street: customer.street ?? '',
  postcode: customer.postcode ?? '',
  city: customer.city ?? '',
  country: customer.country ?? 'FI',
  kind: customer.kind ?? ('business' as const),
  language: customer.language ?? ('fi' as const),
  rule_id: customer.rule_id ?? '',
  has_collection_ban: customer.has_collection_ban ?? false,
  has_consumer_einvoice: customer.has_consumer_einvoice ?? false,
  has_direct_debit: customer.has_direct_debit ?? false,
  interest_basis: customer.interest_basis ?? ('company' as const),
  interest_percent: customer.interest_percent ? points(customer.interest_percent) : '',
});

export type CustomerValues = ReturnType<typeof valuesOf>;

const mayBeEmptied = new Set<string>(
  textFields.filter((field) => !['number', 'name', 'country'].includes(field)),
);

/* A rate that is not applied is not kept: a field nobody sees would come as a surprise later. */
const interestOf = ({ interest_basis, interest_percent }: CustomerValues) => ({
  interest_basis: interest_basis === 'company' ? null : interest_basis,
  interest_percent: interest_basis === 'agreed' ? typedAmount(interest_percent) : null,
});

/** The merge patch of what was changed; an emptied field is null. */
export const changesOf = (before: CustomerValues, after: CustomerValues) => {
  const names = Object.keys(after) as (keyof CustomerValues)[];
  const changed = names.filter((name) => before[name] !== after[name]);
  const emptied = changed.map((name) => [
    name,
    after[name] === '' && mayBeEmptied.has(name) ? null : after[name],
  ]);
  const isInterestChanged = changed.some((name) => name.startsWith('interest_'));
  return {
    ...Object.fromEntries(emptied),
    ...(isInterestChanged ? interestOf(after) : {}),
  } as Schemas['CustomerChanges'];
};

/** A new customer: what was left empty is left out. */
export const writeOf = (values: CustomerValues) =>
  Object.fromEntries(
    Object.entries({ ...values, ...interestOf(values) }).filter(
      ([, value]) => value !== '' && value !== null,
    ),
  ) as Schemas['CustomerWrite'];
