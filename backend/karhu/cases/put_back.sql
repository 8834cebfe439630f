-- Puts cases back into quarantine, at the step where they stood there; a step that was given up
-- meanwhile stays given up.
-- Reads: decisions by key. Writes: cases by key.
update cases k
set state = 'quarantined', closed_on = null, close_reason = null, quarantined_at_step = null,
    step_number = case when exists (
            select from decisions d
            where d.company_id = $1 and d.case_id = k.id and d.step_number >= k.quarantined_at_step
              and d.outcome <> 'hold')
        then k.step_number else k.quarantined_at_step end,
    next_on = coalesce(k.next_on, k.opened_on)
where k.company_id = $1 and k.id = any($2::uuid[]) and k.quarantined_at_step is not null
  and (k.state = 'open' or k.state = 'closed' and k.close_reason = 'backlog_ignored')
returning k.id, k.invoice_id, k.customer_id, k.rule_id
