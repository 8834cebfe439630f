-- What debtors have in hand, by customer and currency: credit notes that are matched with nothing,
-- and what is left of payments that paid their invoices or named one of them.
-- Reads: invoices (invoices_customer, invoices_reference), allocations (allocations_invoice),
-- payments by key. Writes: nothing.
with theirs as materialized (
    select i.customer_id, i.id, i.kind, i.number, i.invoice_on, i.currency, i.open, i.reference_key
    from invoices i
    where i.company_id = $1 and i.customer_id = any($2::uuid[])
), paid as (
    select distinct t.customer_id, a.payment_id
    from theirs t join allocations a on a.company_id = $1 and a.invoice_id = t.id
)
select customer_id, currency, 'credit_note' as kind, number, invoice_on as "on", -open as amount
from theirs
where kind = 'credit_note' and open < 0
union all
select d.customer_id, p.currency, 'payment', p.key::text, p.paid_on, p.unallocated
from paid d
join payments p on p.company_id = $1 and p.id = d.payment_id
where p.unallocated > 0 and p.kind = 'money'
order by 1, 5, 4
