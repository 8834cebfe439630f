-- Ends the leases of workers that died while sending: only a person may say what became of these
-- invoices, or the worker itself, should it turn out to live: it finds them by their token.
-- Reads and writes: first_dispatches (first_dispatches_due).
update first_dispatches d
set state = 'failed', reason = 'outcome_unknown', lease_until = null, decided_at = $1,
    detail = 'The worker stopped while it was sending, and the invoice may have arrived.'
from (
    select company_id, id
    from first_dispatches
    where state = 'sending' and lease_until < $1
    order by company_id, id
    for update skip locked
) lost
where d.company_id = lost.company_id and d.id = lost.id
returning d.*
