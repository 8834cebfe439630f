import type { Schemas } from '@/api/client';

export type Recipient = Schemas['Recipient'];

export const roles: Schemas['RecipientRole'][] = ['owner', 'guardian', 'tenant', 'other'];

export const textFields = ['email', 'phone', 'street', 'postcode', 'city'] as const;

export const valuesOf = (recipient: Partial<Recipient>) => ({
  name: recipient.name ?? '',
  role: recipient.role ?? ('owner' as const),
  email: recipient.email ?? '',
  phone: recipient.phone ?? '',
  street: recipient.street ?? '',
  postcode: recipient.postcode ?? '',
  city: recipient.city ?? '',
  country: recipient.country ?? '',
  receives_letters: recipient.receives_letters ?? true,
});

export type RecipientValues = ReturnType<typeof valuesOf>;

/** What is sent: an emptied field is null, a country that was not given is the company's. */
export const writeOf = ({ country, ...values }: RecipientValues): Schemas['RecipientWrite'] => ({
  ...values,
  ...Object.fromEntries(textFields.map((name) => [name, values[name].trim() || null])),
  ...(country.trim() ? { country: country.trim().toUpperCase() } : {}),
  receives_letters: values.receives_letters && values.role !== 'tenant',
});

/** Whether a letter could reach them: by mail, or by a whole postal address. */
export const isReachable = ({ email, street, postcode, city }: Recipient) =>
  Boolean(email || (street && postcode && city));
