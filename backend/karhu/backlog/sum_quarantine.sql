-- What waits in quarantine, by currency and age; a row without a currency counts all of it.
-- Reads: cases (cases_quarantined), invoices. Writes: nothing.
select i.currency, a.age, count(*) as invoice_count, sum(i.open) as open,
       count(distinct k.customer_id) as customer_count
from cases k
join invoices i on i.company_id = $1 and i.id = k.invoice_id and i.open > 0
cross join lateral (select case
    when i.due_on >= $2::date - 30 then 'up_to_30'
    when i.due_on >= $2::date - 90 then 'up_to_90'
    when i.due_on >= $2::date - 180 then 'up_to_180'
    when i.due_on >= $2::date - 365 then 'up_to_365'
    else 'over_365' end as age) a
where k.company_id = $1 and k.state = 'quarantined'
group by grouping sets ((i.currency, a.age), ())
order by i.currency nulls first, max(i.due_on) desc
