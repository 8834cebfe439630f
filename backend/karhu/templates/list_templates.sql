-- Templates of a company with their present texts, by kind and name, the default first; $2 asks for
-- one. In use is what a rule's present version names.
-- Reads: templates by primary key, template_versions by primary key, rules and rule_versions by
-- primary key. Writes: nothing.
with named as (
    select (s.step ->> 'template_id')::uuid as template_id, count(distinct r.id) as rule_count
    from rules r
    join rule_versions v
        on v.company_id = r.company_id and v.rule_id = r.id and v.version = r.version
    cross join lateral jsonb_array_elements(v.steps) as s (step)
    where r.company_id = $1 and r.deleted_at is null and s.step ? 'template_id'
    group by 1
)
select t.*, v.texts, coalesce(n.rule_count, 0) as rule_count
from templates t
join template_versions v
    on v.company_id = t.company_id and v.template_id = t.id and v.version = t.version
left join named n on n.template_id = t.id
where t.company_id = $1 and t.deleted_at is null and ($2::uuid is null or t.id = $2)
order by t.kind, not t.is_default, lower(t.name), t.id
