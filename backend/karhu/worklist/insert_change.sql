-- Writes a change of status and what it did to each case.
-- Reads: nothing. Writes: status_changes, status_change_rows.
with change as (
    insert into status_changes (company_id, id, target, actor, changed_at, changed_count, refused)
    values ($1, $2, $3, $4, $5, $6, $7)
    returning company_id, id
)
insert into status_change_rows (company_id, status_change_id, case_id, act, dispatch_id,
                                send_after_before, set_aside_id)
select change.company_id, change.id, n.case_id, n.act, n.dispatch_id, n.send_after_before, n.set_aside_id
from change, json_to_recordset($8::json) as n (
    case_id uuid, act text, dispatch_id uuid, send_after_before timestamptz, set_aside_id uuid)
