-- Overwrites the fee slot of invoices, and counts the letters that cost something; what a debtor has
-- paid of an earlier fee stays paid. What is only proposed costs nothing yet.
-- Reads: staged. Writes: claims.
insert into claims as f (company_id, invoice_id, fee, fee_basis, fee_dispatch_id, fee_count)
select $1, s.invoice_id, s.fee, s.fee_basis, s.dispatch_id, 1
from staged s
where s.outcome = 'act' and s.dispatch_state = 'queued' and s.fee is not null
on conflict (company_id, invoice_id) do update
set fee = greatest(excluded.fee, f.fee_paid), fee_basis = excluded.fee_basis,
    fee_dispatch_id = excluded.fee_dispatch_id, fee_count = f.fee_count + 1
