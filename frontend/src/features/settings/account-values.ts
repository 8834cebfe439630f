import type { Schemas } from '@/api/client';
import { typedAmount } from '@/lib/format';

type DefaultAccount = Schemas['DefaultAccount'];
export type Role = Schemas['AccountRole'];

/** A row of the form; `own` is an account for one currency only. */
export type AccountRow = {
  key: string;
  role: Role;
  own: boolean;
  currency: string;
  account: string;
  vat_percent: string;
  vat_code: string;
};

const roles: Role[] = [
  'bank',
  'receivables',
  'unallocated',
  'fee_income',
  'interest_income',
  'compensation_income',
  'collection_income',
  'credit_loss',
  'vat',
];

export const takesVat = (role: Role) => role.endsWith('_income');

/** Every role once, with or without a number, and behind it its accounts of single currencies. */
export const rowsOf = (
  accounts: DefaultAccount[],
  points: (percent: string) => string,
): AccountRow[] => {
  const row = (role: Role, found?: DefaultAccount): AccountRow => ({
    key: `${role}-${found?.currency ?? 'all'}`,
    role,
    own: found?.currency !== undefined,
    currency: found?.currency ?? '',
    account: found?.account ?? '',
    vat_percent: found?.vat_percent ? points(found.vat_percent) : '',
    vat_code: found?.vat_code ?? '',
  });
  return roles.flatMap((role) => {
    const own = accounts.filter((one) => one.role === role);
    return [
      row(
        role,
        own.find(({ currency }) => !currency),
      ),
      ...own.filter(({ currency }) => currency).map((one) => row(role, one)),
    ];
  });
};

/** The rows that have a number, as the contract takes them. */
export const writtenAccounts = (rows: AccountRow[]): DefaultAccount[] =>
  rows
    .filter(({ account }) => account.trim() !== '')
    .map(({ role, own, currency, account, vat_percent, vat_code }) => ({
      role,
      account: account.trim(),
      ...(own ? { currency: currency.trim().toUpperCase() } : {}),
      ...(vat_percent.trim() ? { vat_percent: typedAmount(vat_percent) } : {}),
      ...(vat_code.trim() ? { vat_code: vat_code.trim() } : {}),
    }));
