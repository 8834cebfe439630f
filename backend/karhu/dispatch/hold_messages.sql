-- Locks those of the messages that this worker still holds.
-- Reads: dispatches by key. Writes: nothing.
select d.id
from dispatches d
where d.company_id = $1 and d.lease_token = $2 and d.id = any($3::uuid[]) and d.state = 'sending'
order by d.id
for update
