-- The messages to other recipients of the same letters about whole cases, each with the one it is a mate of.
-- Reads: dispatches (primary key, dispatches_once). Writes: nothing.
select d.id as mate_of, m.id, m.invoice_id, m.state, m.is_copy, m.sent_at is not null as was_sent
from dispatches d
join dispatches m on m.company_id = $1 and m.case_id = d.case_id and m.step_number = d.step_number
    and m.round = d.round and m.recipient_id is distinct from d.recipient_id
where d.company_id = $1 and d.id = any($2::uuid[]) and d.is_collective and m.state <> 'cancelled'
order by m.id
