-- Lets claims say that another message of the same letter wrote them.
-- Reads: nothing. Writes: claims.
update claims f
set fee_dispatch_id = case when f.fee_dispatch_id = n.giver then n.heir else f.fee_dispatch_id end,
    interest_dispatch_id =
        case when f.interest_dispatch_id = n.giver then n.heir else f.interest_dispatch_id end
from json_to_recordset($2::json) as n (invoice_id uuid, giver uuid, heir uuid)
where f.company_id = $1 and f.invoice_id = n.invoice_id
