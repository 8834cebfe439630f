-- A mass run, with the number of its letters that were not taken back.
-- Reads: mass_runs by key, mass_run_rows (primary key), dispatches by key. Writes: nothing.
select m.*, (
    select count(*) from mass_run_rows r
    where r.company_id = $1 and r.mass_run_id = m.id and r.phase = 'send' and r.sent_at is not null
      and exists (
          select from dispatches d
          where d.company_id = $1 and d.id = any(r.dispatch_ids) and d.state <> 'cancelled')
) as sent_count
from mass_runs m where m.company_id = $1 and m.id = $2
