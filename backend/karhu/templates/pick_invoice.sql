-- The invoice to preview a letter with: the one asked for, or the newest that is open and overdue,
-- one with a case before one without; then any that is open.
-- Reads: invoices (its key), cases (cases_invoice). Writes: nothing.
select i.id
from invoices i
left join cases k on k.company_id = $1 and k.invoice_id = i.id
where i.company_id = $1 and i.kind = 'invoice'
  and (i.id = $2 or ($2::uuid is null and i.open > 0))
order by (i.due_on < $3 and k.state = 'open') desc nulls last, (i.due_on < $3) desc, i.due_on desc, i.id
limit 1
