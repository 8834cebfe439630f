-- The chosen customers that a rule of kind $4 cannot take, and the chosen ids that do not exist.
-- Reads: customers (primary key, customers_rule). Writes: nothing.
select wanted.place, c.number
from (
    select id, place::integer from unnest($2::uuid[]) with ordinality as given (id, place)
    union all
    select id, null from customers where company_id = $1 and rule_id = $3
) as wanted
left join customers c on c.company_id = $1 and c.id = wanted.id
where c.id is null or ($4::text is not null and c.kind <> $4)
order by wanted.place
limit $5
