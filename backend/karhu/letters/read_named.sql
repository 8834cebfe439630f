-- Which text of letters the step of each message names, if any.
-- Reads: dispatches, cases and rule_versions by key. Writes: nothing.
select d.id, r.steps -> (d.step_number - 1) ->> 'template_id' as template_id
from dispatches d
join cases k on k.company_id = $1 and k.id = d.case_id
join rule_versions r on r.company_id = $1 and r.rule_id = k.rule_id and r.version = k.rule_version
where d.company_id = $1 and d.id = any($2::uuid[])
