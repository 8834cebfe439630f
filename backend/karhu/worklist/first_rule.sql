-- The rule whose list is shown first: one that proposes, else the general rule for businesses.
-- Reads: rules. Writes: nothing.
select id from rules
where company_id = $1 and deleted_at is null and scope = 'invoice'
order by mode = 'propose' and built_in is distinct from 'automation_blocked' desc,
         built_in = 'general_business' desc nulls last, key
limit 1
