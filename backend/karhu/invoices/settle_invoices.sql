-- Writes what is open of invoices after payments, and when they were settled.
-- Reads: nothing. Writes: invoices (primary key).
update invoices i
set open = n.open, settled_on = n.settled_on, version = i.version + 1, updated_at = $2
from unnest($3::uuid[], $4::numeric[], $5::date[]) as n (id, open, settled_on)
where i.company_id = $1 and i.id = n.id
