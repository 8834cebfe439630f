-- Adds what was paid to the costs of invoices, each named once. A claimed interest that an earlier
-- payment of principal lowered is held to what had run.
-- Reads: nothing. Writes: claims.
insert into claims as f (company_id, invoice_id, fee_paid, interest, interest_paid, compensation,
                         compensation_paid)
select $1, n.invoice_id, n.fee_paid, n.interest, n.interest_paid,
       n.compensation, n.compensation_paid
from json_to_recordset($2::json) as n (
    invoice_id uuid, fee_paid numeric, interest_paid numeric, interest numeric,
    compensation_paid numeric, compensation numeric)
on conflict (company_id, invoice_id) do update
set fee_paid = f.fee_paid + excluded.fee_paid,
    interest_paid = f.interest_paid + excluded.interest_paid,
    interest = greatest(f.interest + excluded.interest, f.interest_paid + excluded.interest_paid),
    compensation_paid = f.compensation_paid + excluded.compensation_paid,
    compensation = greatest(f.compensation + excluded.compensation, f.compensation_paid + excluded.compensation_paid)
