-- Opens one case of all that a customer owes, for each of these customers.
-- Reads: nothing. Writes: cases.
insert into cases (company_id, id, scope, customer_id, rule_id, rule_version, state, step_number,
                   opened_on, currency, reference, reference_key)
select $1, n.id, 'customer', n.customer_id, n.rule_id, n.rule_version, 'open', 1,
       $2, n.currency, n.reference, n.reference_key
from json_to_recordset($3::json) as n (
    id uuid, customer_id uuid, rule_id uuid, rule_version integer, currency text, reference text,
    reference_key text)
