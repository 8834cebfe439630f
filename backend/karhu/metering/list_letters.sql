-- The letters sent in a span of time, one by one, in the order in which they were sent.
-- Reads: dispatches (dispatches_sent), invoices, customers. Writes: nothing.
select d.sent_at, i.number as invoice_number, c.number as customer_number, d.step, d.channel,
       d.transaction_price, d.delivery_price
from dispatches d
join invoices i on i.company_id = $1 and i.id = d.invoice_id
join customers c on c.company_id = $1 and c.id = d.customer_id
where d.company_id = $1 and d.sent_at >= $2 and d.sent_at < $3
  and d.transaction_price is not null
order by d.sent_at, d.id
