-- How many rows stand in each tab of a rule's list, and what is open of them by currency. Every row
-- stands in `list` beside its own tab.
-- Reads: invoices (invoices_open_due, invoices_zero), customers, cases (cases_invoice). Writes: nothing.
with listed as (
    select i.currency, i.open, place.tab, place.is_reached
    from {rows}
)
select t.tab, l.currency, count(*) as count, count(*) filter (where l.is_reached) as reached_count,
       sum(l.open) as open
from listed l
cross join lateral (values ('list'), (l.tab)) as t (tab)
where t.tab is not null
group by t.tab, l.currency
order by t.tab, l.currency
