-- Overwrites what letters claim of invoices once a person lets proposed letters go, as
-- write_charges.sql does.
-- Reads: dispatches by key. Writes: claims.
insert into claims as f (company_id, invoice_id, fee, fee_basis, fee_dispatch_id, fee_count, interest,
                         interest_until, interest_dispatch_id, compensation)
select $1, d.invoice_id, coalesce(d.fee, 0), d.fee_basis,
       case when d.fee is not null then d.id end, (d.fee is not null)::int,
       coalesce(d.interest, 0), d.interest_until,
       case when d.interest is not null then d.id end, coalesce(d.compensation, 0)
from dispatches d
where d.company_id = $1 and d.id = any($2::uuid[]) and (d.fee is not null or d.interest is not null)
on conflict (company_id, invoice_id) do update
set fee = case when excluded.fee_dispatch_id is null then f.fee
          else greatest(excluded.fee, f.fee_paid) end,
    fee_basis = case when excluded.fee_dispatch_id is null then f.fee_basis else excluded.fee_basis end,
    fee_dispatch_id = coalesce(excluded.fee_dispatch_id, f.fee_dispatch_id),
    fee_count = f.fee_count + excluded.fee_count,
    interest = case when excluded.interest_dispatch_id is null then f.interest
               else greatest(excluded.interest, f.interest_paid) end,
    interest_until = coalesce(excluded.interest_until, f.interest_until),
    interest_dispatch_id = coalesce(excluded.interest_dispatch_id, f.interest_dispatch_id),
    compensation = case when excluded.interest_dispatch_id is null then f.compensation
                   else greatest(excluded.compensation, f.compensation_paid) end
