-- To whom letters of customers go, the customer itself first: if it has an address of any kind, or if
-- nobody else gets its letters.
-- Reads: customers by key, recipients (recipients_customer). Writes: nothing.
with others as materialized (
    select r.customer_id, r.id, r.name, r.role, r.email,
           coalesce(r.street, '') <> '' and coalesce(r.postcode, '') <> ''
               and coalesce(r.city, '') <> '' as has_address
    from recipients r
    where r.company_id = $1 and r.customer_id = any($2::uuid[]) and r.removed_at is null
      and r.receives_letters
), own as (
    select c.id as customer_id, c.name, c.email,
           coalesce(c.street, '') <> '' and coalesce(c.postcode, '') <> ''
               and coalesce(c.city, '') <> '' as has_address,
           coalesce(c.einvoice_address, '') <> '' as has_einvoice
    from customers c
    where c.company_id = $1 and c.id = any($2::uuid[])
)
select o.customer_id, null::uuid as id, o.name, null::text as role, o.email, o.has_address
from own o
where o.has_address or o.has_einvoice or coalesce(o.email, '') <> ''
   or not exists (select from others r where r.customer_id = o.customer_id)
union all
select customer_id, id, name, role, email, has_address from others
order by 1, 2 nulls first
