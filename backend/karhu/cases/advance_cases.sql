-- Moves cases to their next step; one that another run has moved already stays.
-- Reads: nothing. Writes: cases.
update cases k
set step_number = n.step_number + 1, next_on = n.next_on
from unnest($2::uuid[], $3::smallint[], $4::date[]) as n (id, step_number, next_on)
where k.company_id = $1 and k.id = n.id and k.step_number = n.step_number
