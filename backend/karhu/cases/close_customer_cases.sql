-- Closes cases of all that a customer owes; every invoice in them leaves collection (R316).
-- Reads: nothing. Writes: cases, case_items by key.
with closed as (
    update cases k
    set state = 'closed', closed_on = $3, close_reason = 'closed_by_person', next_on = null
    where k.company_id = $1 and k.id = any($2::uuid[]) and k.scope = 'customer'
      and k.state <> 'closed'
    returning k.id, k.customer_id, k.rule_id
), emptied as (
    update case_items t set left_on = $3, left_reason = 'case_closed'
    from closed k
    where t.company_id = $1 and t.case_id = k.id and t.left_on is null
)
select id, customer_id, rule_id, null::uuid as invoice_id from closed
