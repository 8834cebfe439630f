-- Ends the leases of workers that died: what had no letter yet was surely not sent and goes again,
-- unless it has ended every worker so far; what had one may have been sent, and only a person may
-- say, or the worker itself, should it turn out to live: it finds its letters by their token.
-- Reads and writes: dispatches (dispatches_due).
update dispatches d
set state = lost.state, lease_until = null,
    lease_token = case when lost.state = 'unknown' then d.lease_token end,
    failure_code = case lost.state when 'unknown' then 'outcome_unknown'
        when 'failed' then 'delivery_failed' end,
    failure = case when lost.state <> 'queued' then 'the worker stopped while sending' end
from (
    select company_id, id, case when letter is not null then 'unknown'
        when attempt_count < $2 then 'queued' else 'failed' end as state
    from dispatches
    where state = 'sending' and lease_until < $1
    order by company_id, id
    for update skip locked
) lost
where d.company_id = lost.company_id and d.id = lost.id
returning d.*
