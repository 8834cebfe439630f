-- Queues unsent invoices at a person's word: for the first time, or after they were ignored or failed.
-- Reads: invoices by key. Writes: first_dispatches (first_dispatches_once).
insert into first_dispatches as d (company_id, invoice_id, customer_id, what, state, asked_channel,
                                   send_after, actor, created_at)
select $1, i.id, i.customer_id, 'invoice', 'queued', $3, $4::timestamptz, $5, $4
from invoices i
where i.company_id = $1 and i.id = any($2::uuid[]) and i.sent_on is null
on conflict (company_id, invoice_id, what) do update
set state = 'queued', round = d.round + 1, batch_id = null, asked_channel = excluded.asked_channel,
    channel = null, recipient = null, refusals = '[]', reason = null, detail = null, receipt = null,
    attempt_count = 0, send_after = excluded.send_after, lease_token = null, lease_until = null,
    actor = excluded.actor, decided_at = null
where d.state in ('ignored', 'failed')
returning d.*
