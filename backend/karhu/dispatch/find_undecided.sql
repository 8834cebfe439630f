-- Those of cases on whose next possession warning the board's decision is not recorded.
-- Reads: possession_records by possession_records_case, dispatches by dispatches_warnings.
-- Writes: nothing.
select asked.case_id
from unnest($2::uuid[]) as asked (case_id)
where not exists (
    select from possession_records r
    where r.company_id = $1 and r.case_id = asked.case_id and r.kind = 'board_decision'
      and r.withdrawn_at is null
      and r.round > (
          select count(distinct (d.step_number, d.round)) from dispatches d
          where d.company_id = $1 and d.case_id = asked.case_id
            and d.step = 'possession_warning' and d.state = 'sent'
      )
)
