-- Messages with all that belong to the same letters about whole cases, to whomever they go.
-- Reads: dispatches (primary key, dispatches_once). Writes: nothing.
select id from dispatches where company_id = $1 and id = any($2::uuid[])
union
select m.id
from dispatches d
join dispatches m on m.company_id = $1 and m.case_id = d.case_id
    and m.step_number = d.step_number and m.round = d.round and m.state = d.state
where d.company_id = $1 and d.id = any($2::uuid[]) and d.is_collective
