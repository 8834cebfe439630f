-- Every company that a person may see, by name, with how they stand to it.
-- Reads: companies whole, memberships by primary key, users by primary key. Writes: nothing.
select c.id, c.name, c.time_zone, u.office_role, m.role as company_role,
       u.owns_invoices_only or coalesce(m.owns_invoices_only, false) as owns_invoices_only
from companies c
join users u on u.id = $1
left join memberships m on m.company_id = c.id and m.user_id = u.id
where m.user_id is not null or (u.office_role is not null and u.office_id = c.office_id)
order by lower(c.name), c.id
