-- Ends the leases of workers that died while sending: only a person may say what became of these
-- letters, or the worker itself, should it turn out to live: it finds them by their token.
-- Reads and writes: dispatches (dispatches_due).
update dispatches d
set state = 'unknown', lease_until = null, failure_code = 'outcome_unknown',
    failure = 'the worker stopped while sending'
from (
    select company_id, id
    from dispatches
    where state = 'sending' and lease_until < $1
    order by company_id, id
    for update skip locked
) lost
where d.company_id = lost.company_id and d.id = lost.id
returning d.*
