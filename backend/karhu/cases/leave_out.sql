-- Closes cases that wait in quarantine: they are left out of the automation for good.
-- Reads: nothing. Writes: cases by key.
update cases k
set state = 'closed', closed_on = $3, close_reason = 'backlog_ignored', next_on = null,
    quarantined_at_step = k.step_number
where k.company_id = $1 and k.id = any($2::uuid[]) and k.state = 'quarantined'
returning k.id, k.invoice_id, k.customer_id, k.rule_id
