-- The warnings of a case, oldest first; the rows of one letter, and its copies, count once.
-- Reads: dispatches by dispatches_warnings. Writes: nothing.
select distinct on (step_number, round) id, step_number, round, state, created_at, sent_at, decided_on
from dispatches
where company_id = $1 and case_id = $2 and step = 'possession_warning' and state <> 'cancelled'
order by step_number, round, (state = 'sent') desc, id
