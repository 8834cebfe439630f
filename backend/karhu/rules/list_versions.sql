-- Every version of a rule, newest first, with the cases that are pinned to it.
-- Reads: rule_versions by primary key, cases by cases_rule. Writes: nothing.
select v.version, v.mode, v.steps, v.created_at, v.created_by,
       (select count(*) from cases k
        where k.company_id = v.company_id and k.rule_id = v.rule_id
          and k.rule_version = v.version and k.state <> 'closed') as open_case_count
from rule_versions v
where v.company_id = $1 and v.rule_id = $2
order by v.version desc
