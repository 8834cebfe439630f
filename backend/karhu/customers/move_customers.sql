-- Moves the chosen customers into a rule. One who comes from outside is in automation from today,
-- one who comes from another rule keeps the day, one who is blocked has none.
-- Reads: nothing. Writes: customers (primary key, customers_rule).
update customers c
set rule_id = $4, is_placed_by_default = false,
    automation_since = case when $5 then null else coalesce(c.automation_since, $6) end,
    version = c.version + 1, updated_at = $7
where c.company_id = $1 and c.rule_id <> $4
  and (c.id = any($2::uuid[]) or c.rule_id = $3)
returning c.id, old.rule_id as from_rule_id
