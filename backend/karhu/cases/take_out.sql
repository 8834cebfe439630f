-- Takes cases out of quarantine, each to its start step, and remembers where it stood there.
-- Reads: nothing. Writes: cases by key.
update cases k
set state = 'open', quarantined_at_step = k.step_number, step_number = n.step_number,
    next_on = n.next_on
from unnest($2::uuid[], $3::smallint[], $4::date[]) as n (id, step_number, next_on)
where k.company_id = $1 and k.id = n.id and k.state = 'quarantined'
returning k.id, k.invoice_id, k.customer_id, k.rule_id
