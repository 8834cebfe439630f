-- Ends the leases of workers that died: what had no letter yet was surely not sent and goes again;
-- what had one may have been sent, and only a person may say.
-- Reads and writes: dispatches (dispatches_due).
update dispatches d
set state = case when d.letter is null then 'queued' else 'unknown' end,
    lease_token = null, lease_until = null,
    failure_code = case when d.letter is not null then 'outcome_unknown' end
where d.state = 'sending' and d.lease_until < $1
returning d.*
