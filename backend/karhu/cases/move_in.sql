-- Moves invoices into their customers' cases, and closes the cases of their own: an invoice is followed
-- by one of them. What was in the case before comes back to its row.
-- Reads: nothing. Writes: case_items, cases (cases_invoice).
with moved as (
    select n.* from json_to_recordset($4::json) as n (case_id uuid, invoice_id uuid)
), own as (
    update cases k
    set state = 'closed', closed_on = $2, close_reason = 'moved_to_collection', next_on = null
    from moved m
    where k.company_id = $1 and k.invoice_id = m.invoice_id and k.state <> 'closed'
)
insert into case_items (company_id, case_id, invoice_id, moved_in_on, moved_in_by)
select $1, m.case_id, m.invoice_id, $2, $3 from moved m
on conflict (company_id, case_id, invoice_id) do update
set moved_in_on = excluded.moved_in_on, moved_in_by = excluded.moved_in_by, left_on = null,
    left_reason = null
