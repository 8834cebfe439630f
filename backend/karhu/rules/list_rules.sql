-- Rules of a company, the built-in ones first, then by name; $2 asks for one.
-- Reads: rules by primary key, rule_versions by primary key, companies by primary key,
-- customers by customers_rule, cases by cases_rule. Writes: nothing.
with in_rules as (
    select rule_id, count(*) as customer_count
    from customers
    where company_id = $1 and ($2::uuid is null or rule_id = $2)
    group by rule_id
), following as (
    select rule_id, count(*) as case_count
    from cases
    where company_id = $1 and state <> 'closed' and ($2::uuid is null or rule_id = $2)
    group by rule_id
)
select r.*, v.steps, c.active_channels, c.country, c.is_housing_company,
       coalesce(i.customer_count, 0) as customer_count,
       coalesce(f.case_count, 0) as open_case_count
from rules r
join companies c on c.id = r.company_id
join rule_versions v
    on v.company_id = r.company_id and v.rule_id = r.id and v.version = r.version
left join in_rules i on i.rule_id = r.id
left join following f on f.rule_id = r.id
where r.company_id = $1 and r.deleted_at is null and ($2::uuid is null or r.id = $2)
order by array_position(
             array['general_business', 'general_consumer', 'automation_blocked'], r.built_in
         ) nulls last,
         lower(r.name), r.id
