-- The invoices of a debtor in a currency on which something is owed, the oldest due first.
-- Reads: invoices (invoices_customer), claims by key. Writes: nothing.
select i.id as invoice_id, i.due_on
from invoices i
left join claims f on f.company_id = $1 and f.invoice_id = i.id
where i.company_id = $1 and i.customer_id = $2 and i.currency = $3 and i.kind <> 'credit_note'
  and i.sent_on is not null
  and (i.open > 0 or f.fee > f.fee_paid or f.interest > f.interest_paid
       or f.compensation > f.compensation_paid)
order by i.due_on, i.number
