-- Notes what came back after invoices went out: those that did not arrive have failed, those of which
-- nobody knew have arrived after all, of the others what was said is kept.
-- Reads: nothing. Writes: first_dispatches.
with said as (
    select n.*, d.state as state_before
    from json_to_recordset($3::json) as n (id uuid, outcome text, text text, is_failure boolean)
    join first_dispatches d on d.company_id = $1 and d.id = n.id
    where d.state = 'sent' or d.reason = 'outcome_unknown'
    for update of d
)
update first_dispatches d
set state = case when s.is_failure then 'failed' when s.outcome = 'delayed' then d.state else 'sent' end,
    reason = case when s.is_failure then s.outcome when s.outcome = 'delayed' then d.reason end,
    detail = s.text, decided_at = $2
from said s
where d.company_id = $1 and d.id = s.id
  and (d.detail is distinct from s.text or s.is_failure or s.state_before <> 'sent')
returning d.*, s.state_before, s.is_failure
