-- What a payment plan could be about: an invoice, or a customer's open ones, with what is owed.
-- Reads: invoices by key (invoices_customer), claims. Writes: nothing.
select i.id, i.currency, i.open,
       coalesce(f.fee - f.fee_paid + f.interest - f.interest_paid
           + f.compensation - f.compensation_paid, 0) as costs_open,
       coalesce(f.fee_paid + f.interest_paid + f.compensation_paid, 0) as costs_paid
from invoices i
left join claims f on f.company_id = $1 and f.invoice_id = i.id
where i.company_id = $1 and i.open > 0 and i.kind <> 'credit_note'
  and ($2::uuid is null or i.id = $2)
  and ($3::uuid is null or i.customer_id = $3)
  and ($4::text is null or i.currency = $4)
order by i.due_on, i.id
