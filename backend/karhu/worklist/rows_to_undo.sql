-- What a change of status did that is not undone yet, and where it stands now.
-- Reads: status_change_rows by key, cases, invoices, customers, dispatches by key. Writes: nothing.
select r.case_id, r.act, r.dispatch_id, r.send_after_before, r.set_aside_id, k.invoice_id, k.state as case_state,
       k.handed_over_on, i.number, c.name as customer_name, d.state as letter_state
from status_change_rows r
join cases k on k.company_id = $1 and k.id = r.case_id
join invoices i on i.company_id = $1 and i.id = k.invoice_id
join customers c on c.company_id = $1 and c.id = k.customer_id
left join dispatches d on d.company_id = $1 and d.id = r.dispatch_id
where r.company_id = $1 and r.status_change_id = $2 and r.undone_at is null
order by r.case_id
for update of r
