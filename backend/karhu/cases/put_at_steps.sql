-- Puts cases at steps, as a person chose or as they stood before that.
-- Reads: nothing. Writes: cases by key.
update cases k
set step_number = n.step_number, next_on = n.next_on
from json_to_recordset($2::json) as n (id uuid, step_number smallint, next_on date)
where k.company_id = $1 and k.id = n.id
