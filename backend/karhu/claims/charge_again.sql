-- Brings the interest and compensation that letters claim up to the day on which they go.
-- Reads: nothing. Writes: claims.
update claims f
set interest = greatest(n.interest, f.interest_paid), interest_until = n.interest_until,
    compensation = greatest(n.compensation, f.compensation_paid)
from json_to_recordset($2::json) as n (
    invoice_id uuid, dispatch_id uuid, interest numeric, interest_until date, compensation numeric)
where f.company_id = $1 and f.invoice_id = n.invoice_id and f.interest_dispatch_id = n.dispatch_id
