-- Overwrites the fee slots of invoices whose proposed letters a person lets go, as write_fees.sql does.
-- Reads: dispatches by key. Writes: claims.
insert into claims as f (company_id, invoice_id, fee, fee_basis, fee_dispatch_id, fee_count)
select $1, d.invoice_id, d.fee, d.fee_basis, d.id, 1
from dispatches d
where d.company_id = $1 and d.id = any($2::uuid[]) and d.fee is not null
on conflict (company_id, invoice_id) do update
set fee = greatest(excluded.fee, f.fee_paid), fee_basis = excluded.fee_basis,
    fee_dispatch_id = excluded.fee_dispatch_id, fee_count = f.fee_count + 1
