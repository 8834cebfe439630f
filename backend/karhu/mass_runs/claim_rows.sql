-- Hold the rows of these cases for whoever sends them, and say whether a letter of theirs stands.
-- Reads: mass_run_rows (primary key), dispatches by key. Writes: nothing.
select r.*, r.dispatch_ids is not null and exists (
    select from dispatches d
    where d.company_id = $1 and d.id = any(r.dispatch_ids) and d.state <> 'cancelled') as is_sent
from mass_run_rows r
where r.company_id = $1 and r.mass_run_id = $2 and r.phase = 'send' and r.subject_id = any($3::uuid[])
order by r.subject_id for update of r
