-- Adds the paper that goes with a direct payment: queued for print, or with its reason why not.
-- Reads: nothing. Writes: first_dispatches (first_dispatches_once).
insert into first_dispatches (company_id, invoice_id, customer_id, what, batch_id, state, reason,
                              detail, decided_at, asked_channel, send_after, actor, created_at)
select $1, n.invoice_id, n.customer_id, 'direct_payment_notice', n.batch_id, $3, $4, $5,
       case when $3 = 'ignored' then $2::timestamptz end, 'print', $2, n.actor, $2
from json_to_recordset($6::json) as n (
    invoice_id uuid, customer_id uuid, batch_id uuid, actor text)
on conflict (company_id, invoice_id, what) do nothing
returning *
