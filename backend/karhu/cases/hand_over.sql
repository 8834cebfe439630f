-- Marks cases as handed over to an agency; nothing else of them changes.
-- Reads: nothing. Writes: cases by key.
update cases set handed_over_on = $3
where company_id = $1 and id = any($2::uuid[]) and state = 'open' and handed_over_on is null
returning id, invoice_id, customer_id, rule_id
