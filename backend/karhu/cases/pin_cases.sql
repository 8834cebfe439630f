-- Pins cases to another rule version at their present step.
-- Reads: nothing. Writes: cases.
update cases k
set rule_id = n.rule_id, rule_version = n.rule_version, next_on = n.next_on
from unnest($2::uuid[], $3::uuid[], $4::int[], $5::date[]) as n (id, rule_id, rule_version, next_on)
where k.company_id = $1 and k.id = n.id and k.state <> 'closed'
  and (k.rule_id, k.rule_version, k.next_on) is distinct from (n.rule_id, n.rule_version, n.next_on)
