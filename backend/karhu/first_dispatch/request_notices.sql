-- Queues once more the paper of direct payments whose invoice has gone out and whose paper has not.
-- Reads: nothing. Writes: first_dispatches (first_dispatches_once).
update first_dispatches d
set state = 'queued', round = d.round + 1, batch_id = null, refusals = '[]', reason = null,
    detail = null, receipt = null, attempt_count = 0, send_after = $3, lease_token = null,
    lease_until = null, actor = $4, decided_at = null
where d.company_id = $1 and d.invoice_id = any($2::uuid[]) and d.what = 'direct_payment_notice'
  and d.state in ('ignored', 'failed')
returning d.*
