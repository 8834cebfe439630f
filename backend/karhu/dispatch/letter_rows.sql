-- What letters need beside the facts: names, numbers, dates and addresses.
-- Reads: invoices, customers, claims by key. Writes: nothing.
select i.id as invoice_id, i.number, i.invoice_on, i.due_on, i.total, i.open, i.currency, i.reference,
       i.trade_name, coalesce(f.fee - f.fee_paid, 0) as fee_open, coalesce(f.fee_paid, 0) as fee_paid,
       coalesce(f.interest - f.interest_paid, 0) as interest_open, f.interest_until,
       coalesce(f.interest_paid, 0) as interest_paid, coalesce(f.compensation_paid, 0) as compensation_paid,
       coalesce(f.compensation - f.compensation_paid, 0) as compensation_open, c.name as customer_name,
       c.language, c.email, c.kind, c.country, c.business_id, c.phone, c.street, c.postcode, c.city,
       c.einvoice_address, c.einvoice_operator, i.customer_id
from invoices i
join customers c on c.company_id = $1 and c.id = i.customer_id
left join claims f on f.company_id = $1 and f.invoice_id = i.id
where i.company_id = $1 and i.id = any($2::uuid[])
