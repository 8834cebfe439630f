-- What is owed on the invoices that payments name, and the day of the last payment on each.
-- Reads: invoices (primary key, invoices_external, invoices_number, invoices_reference), claims,
-- allocations (allocations_invoice), payments (primary key). Writes: nothing.
select i.id, i.external_id, i.number, i.reference_key, i.customer_id, i.kind, i.currency, i.total,
       i.open, coalesce(f.fee, 0) as fee, coalesce(f.fee_paid, 0) as fee_paid, i.due_on, i.key,
       i.settled_on,
       (select max(p.paid_on)
        from allocations a
        join payments p on p.company_id = $1 and p.id = a.payment_id
        where a.company_id = $1 and a.invoice_id = i.id) as last_paid_on
from invoices i
left join claims f on f.company_id = $1 and f.invoice_id = i.id
where i.company_id = $1 and i.id in (
    select unnest($2::uuid[])
    union select id from invoices where company_id = $1 and external_id = any($3::text[])
    union select id from invoices where company_id = $1 and number = any($4::text[])
    union select id from invoices where company_id = $1 and reference_key = any($5::text[])
)
