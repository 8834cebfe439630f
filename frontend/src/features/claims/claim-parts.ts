import type { Schemas } from '@/api/client';
import { addAmounts } from '@/lib/format';

type Claim = Schemas['Claim'];
type Part = Schemas['ClaimPart'];

export type ClaimRow = {
  key: 'principal' | 'fee' | 'interest' | 'compensation';
  claimed: string;
  paid: string | undefined;
  open: string;
  basis?: string;
  reason?: Part['reason'] | Schemas['ClaimInterest']['reason'];
  isFlagged: boolean;
};

const rowOf = (key: ClaimRow['key'], { is_flagged, ...part }: Part): ClaimRow => ({
  key,
  ...part,
  isFlagged: is_flagged,
});

const interestRow = ({ interest }: Claim): ClaimRow => ({
  key: 'interest',
  claimed: interest.amount,
  paid: interest.paid,
  open: interest.open,
  basis: interest.ceiling_basis ?? interest.periods.at(-1)?.basis,
  reason: interest.reason,
  isFlagged: interest.is_flagged,
});

/** The parts of a claim in the order of a ledger, with the law that each rests on. */
export const rowsOf = (claim: Claim): ClaimRow[] => {
  const compensation = rowOf('compensation', claim.compensation);
  const isInvoice = claim.interest.reason !== 'not_an_invoice';
  return [
    rowOf('principal', claim.principal),
    rowOf('fee', claim.fee),
    interestRow(claim),
    isInvoice ? compensation : { ...compensation, reason: 'not_an_invoice' },
  ];
};

export const totalOf = (rows: ClaimRow[], column: 'claimed' | 'paid') =>
  addAmounts(...rows.map((row) => row[column] ?? '0'));
