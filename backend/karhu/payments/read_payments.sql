-- A page of payments, newest first, and how each was split; all filters are optional.
-- Reads: payments (payments_paid, primary key), allocations (primary key, allocations_invoice),
-- invoices (primary key). Writes: nothing.
with matching as not materialized (
    select p.*
    from payments p
    where p.company_id = $1
      and ($2::uuid is null or p.id = $2)
      and ($3::uuid is null or p.id in (
           select payment_id from allocations where company_id = $1 and invoice_id = $3))
      and ($4::boolean is null or (p.unallocated <> 0) = $4)
      and ($5::date is null or p.paid_on >= $5)
      and ($6::date is null or p.paid_on <= $6)
      and ($7::text is null
           or strpos(lower(p.reference), $7) > 0
           or strpos(lower(p.payer), $7) > 0
           or strpos(lower(p.external_id), $7) > 0)
),
page as (
    select * from matching m
    where $8::date is null or (m.paid_on, m.id) < ($8, $9::uuid)
    order by m.paid_on desc, m.id desc
    limit $10
)
select page.*, page.amount - page.unallocated as allocated, parts.allocations,
       case when $11 then (select count(*) from matching) end as total_count
from page
cross join lateral (
    select coalesce(
        jsonb_agg(
            jsonb_build_object(
                'invoice_id', a.invoice_id, 'invoice_number', i.number, 'part', a.part,
                'amount', a.amount::text)
            order by a.part desc, i.due_on, i.key),
        '[]') as allocations
    from allocations a
    join invoices i on i.company_id = $1 and i.id = a.invoice_id
    where a.company_id = $1 and a.payment_id = page.id
) as parts
order by page.paid_on desc, page.id desc
