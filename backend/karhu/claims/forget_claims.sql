-- Deletes the claims that cancelled letters made and that nothing else has touched since.
-- Reads: nothing. Writes: claims by key.
delete from claims f
using json_to_recordset($2::json) as n (invoice_id uuid, dispatch_id uuid)
where f.company_id = $1 and f.invoice_id = n.invoice_id
  and n.dispatch_id in (f.fee_dispatch_id, f.interest_dispatch_id)
  and coalesce(f.fee_dispatch_id, n.dispatch_id) = n.dispatch_id
  and coalesce(f.interest_dispatch_id, n.dispatch_id) = n.dispatch_id
  and f.fee_paid = 0 and f.interest_paid = 0 and f.compensation_paid = 0
  and f.fee_booked = 0 and f.interest_booked = 0 and f.compensation_booked = 0
  and f.interest_invoiced = 0 and f.interest_final_on is null
