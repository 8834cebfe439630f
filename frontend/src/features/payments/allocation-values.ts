import type { Schemas } from '@/api/client';
import { addAmounts, typedAmount } from '@/lib/format';

export type Part = Schemas['PaidPart'];
export type AllocationRow = {
  invoice_id: string;
  number: string;
  customer: string;
  part: Part;
  amount: string;
};

const isAmount = (typed: string) => /^-?\d{1,12}(\.\d{1,2})?$/.test(typedAmount(typed));

export const isWrong = ({ amount }: AllocationRow) =>
  !isAmount(amount) || Number(typedAmount(amount)) === 0;

/** What of the money would still wait, once the rows that can be read are put. */
export const leftOf = (unallocated: string, rows: AllocationRow[]) =>
  addAmounts(
    unallocated,
    ...rows.filter(({ amount }) => isAmount(amount)).map((row) => negated(typedAmount(row.amount))),
  );

const negated = (amount: string) => (amount.startsWith('-') ? amount.slice(1) : `-${amount}`);

/** The smaller of what waits and what is owed; all that waits where money is taken back. */
export const proposed = (left: string, open: string) =>
  left.startsWith('-') || Number(left) <= Number(open) ? left : open;

/** The rows as the contract takes them. */
export const written = (rows: AllocationRow[]): Schemas['AllocationWrite'] => ({
  parts: rows.map(({ invoice_id, part, amount }) => ({
    invoice_id,
    part,
    amount: typedAmount(amount),
  })),
});
