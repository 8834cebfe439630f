-- The messages that answers are about: those named, and the others that went in the same letters.
-- Reads: dispatches (its key, dispatches_letter). Writes: nothing.
select a.id as answered_id, d.*
from dispatches a
join dispatches d on d.company_id = $1 and (d.id = a.id or d.letter_id = a.letter_id)
where a.company_id = $1 and a.id = any($2::uuid[])
order by d.id
for update of d
