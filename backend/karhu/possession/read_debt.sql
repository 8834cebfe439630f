-- What is open of the charges that a warning is about: those that its letter claims, or without a letter
-- ($3 null) all that the case is about now.
-- Reads: cases by key, case_items by key, dispatches by dispatches_warnings, invoices by key.
-- Writes: nothing.
select coalesce(sum(i.open), 0) as open, max(i.settled_on) as settled_on
from invoices i
where i.company_id = $1
  and i.id in (
      select d.invoice_id from dispatches d
      where d.company_id = $1 and d.case_id = $2 and d.step = 'possession_warning'
        and d.step_number = $3 and d.round = $4 and d.state <> 'cancelled'
      union all
      select k.invoice_id from cases k
      where k.company_id = $1 and k.id = $2 and $3::smallint is null
      union all
      select t.invoice_id from case_items t
      where t.company_id = $1 and t.case_id = $2 and t.left_on is null and $3::smallint is null
  )
