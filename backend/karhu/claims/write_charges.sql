-- Overwrites what letters claim of invoices: the fee slot where the act has a fee, interest and
-- compensation where it claims them. Counts the letters that cost something; what a debtor has paid of
-- an earlier fee stays paid. What is only proposed costs nothing yet.
-- Reads: staged. Writes: claims.
insert into claims as f (company_id, invoice_id, fee, fee_basis, fee_dispatch_id, fee_count, interest,
                         interest_until, interest_dispatch_id, compensation)
select $1, s.invoice_id, coalesce(s.fee, 0), s.fee_basis,
       case when s.fee is not null then s.dispatch_id end, (s.fee is not null)::int,
       coalesce(s.interest, 0), s.interest_until,
       case when s.interest is not null then s.dispatch_id end, coalesce(s.compensation, 0)
from staged s
where s.outcome = 'act' and s.dispatch_state = 'queued' and (s.fee is not null or s.interest is not null)
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
