-- Keeps the letters that are about to be sent; from here on a lost answer means unknown.
-- Reads: nothing. Writes: dispatches.
update dispatches d
set letter = n.letter::jsonb
from unnest($2::uuid[], $3::text[]) as n (id, letter)
where d.company_id = $1 and d.id = n.id and d.lease_token = $4
returning d.id
