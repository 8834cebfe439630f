-- What sending invoices needs to know of them and of their customers, and what their papers say.
-- Reads: invoices, customers, invoice_items by key. Writes: nothing.
select i.id as invoice_id, i.number, i.kind, i.trade_name, i.source, i.currency, i.total, i.open,
       i.invoice_on, i.due_on, i.sent_on, i.reference, i.dispatches_automatically,
       i.is_in_sending, i.financing, n.items, o.number as original_number,
       c.id as customer_id, c.kind as customer_kind, c.name as customer_name, c.language,
       c.street as customer_street, c.postcode as customer_postcode, c.city as customer_city,
       c.country as customer_country, c.business_id as customer_business_id,
       c.email as customer_email, c.phone as customer_phone,
       c.einvoice_address as customer_einvoice_address,
       c.einvoice_operator as customer_einvoice_operator,
       c.has_consumer_einvoice, c.has_direct_debit
from invoices i
join customers c on c.company_id = $1 and c.id = i.customer_id
left join invoice_items n on n.company_id = $1 and n.invoice_id = i.id
left join invoices o on o.company_id = $1 and o.id = i.original_invoice_id
where i.company_id = $1 and i.id = any($2::uuid[])
