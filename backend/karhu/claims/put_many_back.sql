-- Returns what cancelled letters wrote into claims to what stood there before, as put_back.sql does
-- for one.
-- Reads: nothing. Writes: claims by key.
update claims f
set fee = case when f.fee_dispatch_id = n.dispatch_id then greatest(n.fee, f.fee_paid) else f.fee end,
    fee_basis = case when f.fee_dispatch_id = n.dispatch_id then n.fee_basis else f.fee_basis end,
    fee_count = case when f.fee_dispatch_id = n.dispatch_id then n.fee_count else f.fee_count end,
    fee_dispatch_id = case when f.fee_dispatch_id = n.dispatch_id then n.fee_dispatch_id
                      else f.fee_dispatch_id end,
    interest = case when f.interest_dispatch_id = n.dispatch_id
               then greatest(n.interest, f.interest_paid) else f.interest end,
    interest_until = case when f.interest_dispatch_id = n.dispatch_id then n.interest_until
                     else f.interest_until end,
    compensation = case when f.interest_dispatch_id = n.dispatch_id
                   then greatest(n.compensation, f.compensation_paid) else f.compensation end,
    interest_dispatch_id = case when f.interest_dispatch_id = n.dispatch_id then n.interest_dispatch_id
                           else f.interest_dispatch_id end
from json_to_recordset($2::json) as n (invoice_id uuid, dispatch_id uuid, fee numeric, fee_basis text,
    fee_count integer, fee_dispatch_id uuid, interest numeric, interest_until date,
    compensation numeric, interest_dispatch_id uuid)
where f.company_id = $1 and f.invoice_id = n.invoice_id
