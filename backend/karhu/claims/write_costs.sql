-- Writes what is claimed of costs and what of them is booked as income.
-- Reads: nothing. Writes: claims.
update claims f
set fee = n.fee, interest = n.interest, compensation = n.compensation,
    fee_booked = n.fee_booked, interest_booked = n.interest_booked,
    compensation_booked = n.compensation_booked
from json_to_recordset($2::json) as n (
    invoice_id uuid, fee numeric, interest numeric, compensation numeric, fee_booked numeric,
    interest_booked numeric, compensation_booked numeric)
where f.company_id = $1 and f.invoice_id = n.invoice_id
