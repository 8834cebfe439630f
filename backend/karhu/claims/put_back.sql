-- Returns what a cancelled letter wrote into a claim to what stood there before; what a later letter
-- wrote over it stays, and so does what was paid meanwhile.
-- Reads: nothing. Writes: claims.
update claims f
set fee = case when f.fee_dispatch_id = $3 then greatest(b.fee, f.fee_paid) else f.fee end,
    fee_basis = case when f.fee_dispatch_id = $3 then b.fee_basis else f.fee_basis end,
    fee_count = case when f.fee_dispatch_id = $3 then b.fee_count else f.fee_count end,
    fee_dispatch_id = case when f.fee_dispatch_id = $3 then b.fee_dispatch_id else f.fee_dispatch_id end,
    interest = case when f.interest_dispatch_id = $3 then greatest(b.interest, f.interest_paid)
               else f.interest end,
    interest_until = case when f.interest_dispatch_id = $3 then b.interest_until
                     else f.interest_until end,
    compensation = case when f.interest_dispatch_id = $3
                   then greatest(b.compensation, f.compensation_paid) else f.compensation end,
    interest_dispatch_id = case when f.interest_dispatch_id = $3 then b.interest_dispatch_id
                           else f.interest_dispatch_id end
from json_to_record($4::json) as b (fee numeric, fee_basis text, fee_count integer,
    fee_dispatch_id uuid, interest numeric, interest_until date, compensation numeric,
    interest_dispatch_id uuid)
where f.company_id = $1 and f.invoice_id = $2
