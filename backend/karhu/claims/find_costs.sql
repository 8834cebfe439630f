-- What invoices cost beside the principal, held until the transaction ends, in the order of Costs.
-- Reads: claims and invoices by key. Writes: nothing.
select f.invoice_id, i.customer_id, i.currency, f.fee, f.fee_paid, f.fee_booked, f.interest,
       f.interest_paid, f.interest_booked, f.compensation, f.compensation_paid, f.compensation_booked
from claims f
join invoices i on i.company_id = $1 and i.id = f.invoice_id
where f.company_id = $1 and f.invoice_id = any($2::uuid[])
order by f.invoice_id
for update of f
