-- What is owed on the invoices that payments name, under which terms, and the day of the last payment
-- on each.
-- Reads: invoices (primary key, invoices_external, invoices_number, invoices_reference), customers and
-- companies by key, claims, allocations (allocations_invoice), payments (primary key). Writes: nothing.
select i.id, i.external_id, i.number, i.reference_key, i.customer_id, i.kind, i.currency, i.total,
       i.open, i.due_on, i.key, i.settled_on,
       c.kind as customer_kind, c.country, o.is_housing_company as is_housing_charge,
       o.allocation_order,
       coalesce(f.fee, 0) as fee, coalesce(f.fee_paid, 0) as fee_paid,
       coalesce(f.fee_booked, 0) as fee_booked,
       coalesce(f.interest, 0) as interest, f.interest_until,
       coalesce(f.interest_paid, 0) as interest_paid,
       coalesce(f.interest_booked, 0) as interest_booked,
       coalesce(f.compensation, 0) as compensation,
       coalesce(f.compensation_paid, 0) as compensation_paid,
       coalesce(f.compensation_booked, 0) as compensation_booked,
       (select max(p.paid_on)
        from allocations a
        join payments p on p.company_id = $1 and p.id = a.payment_id
        where a.company_id = $1 and a.invoice_id = i.id) as last_paid_on
from invoices i
join customers c on c.company_id = $1 and c.id = i.customer_id
join companies o on o.id = $1
left join claims f on f.company_id = $1 and f.invoice_id = i.id
where i.company_id = $1 and i.id in (
    select unnest($2::uuid[])
    union select id from invoices where company_id = $1 and external_id = any($3::text[])
    union select id from invoices where company_id = $1 and number = any($4::text[])
    union select id from invoices where company_id = $1 and reference_key = any($5::text[])
)
