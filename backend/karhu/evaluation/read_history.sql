-- Every stored decision about an invoice: those of its own case, and those of its customer's cases
-- while it was in them.
-- Reads: cases (cases_invoice, primary key), case_items (case_items_invoice), decisions by key.
-- Writes: nothing.
with about as (
    select o.id as case_id, null::date as first_on, null::date as last_on
    from cases o
    where o.company_id = $1 and o.invoice_id = $2
    union all
    select t.case_id, t.moved_in_on, t.left_on
    from case_items t
    where t.company_id = $1 and t.invoice_id = $2
)
select d.*, k.rule_id
from about a
join cases k on k.company_id = $1 and k.id = a.case_id
join decisions d on d.company_id = $1 and d.case_id = a.case_id
where (a.first_on is null or d.decided_on >= a.first_on)
  and (a.last_on is null or d.decided_on <= a.last_on)
order by d.decided_on, d.case_id, d.step_number
