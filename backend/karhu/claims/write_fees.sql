-- Overwrites the fee slot of invoices; what a debtor has paid of an earlier fee stays paid.
-- Reads: nothing. Writes: claims.
insert into claims as f (company_id, invoice_id, fee, fee_basis, fee_dispatch_id)
select $1, n.invoice_id, n.fee, n.fee_basis, n.dispatch_id
from unnest($2::uuid[], $3::numeric[], $4::text[], $5::uuid[])
    as n (invoice_id, fee, fee_basis, dispatch_id)
on conflict (company_id, invoice_id) do update
set fee = greatest(excluded.fee, f.fee_paid), fee_basis = excluded.fee_basis,
    fee_dispatch_id = excluded.fee_dispatch_id
