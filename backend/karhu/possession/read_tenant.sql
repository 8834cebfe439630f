-- Where a customer's tenant lives: at an address of their own, or in the customer's apartment.
-- Reads: customers by key, recipients by recipients_customer. Writes: nothing.
select c.id as customer_id, c.language, coalesce(r.name, '') as name,
       coalesce(nullif(r.street, ''), c.street) as street,
       case when r.street <> '' then r.postcode else c.postcode end as postcode,
       case when r.street <> '' then r.city else c.city end as city,
       case when r.street <> '' then r.country else c.country end as country,
       '' as email, '' as phone
from customers c
left join lateral (
    select * from recipients r
    where r.company_id = $1 and r.customer_id = c.id and r.role = 'tenant' and r.removed_at is null
    order by r.created_at limit 1
) r on true
where c.company_id = $1 and c.id = $2
