-- Takes cases back from the agency: they go on where they stood.
-- Reads: nothing. Writes: cases by key.
update cases set handed_over_on = null
where company_id = $1 and id = any($2::uuid[]) and state <> 'closed' and handed_over_on is not null
returning id, invoice_id, customer_id, rule_id
