-- How a person stands to a company; no row when it is not theirs to see.
-- Reads: companies by primary key, users by primary key, memberships by primary key.
-- Writes: nothing.
select u.office_role, m.role as company_role,
       u.owns_invoices_only or coalesce(m.owns_invoices_only, false) as owns_invoices_only
from companies c
join users u on u.id = $2
left join memberships m on m.company_id = c.id and m.user_id = u.id
where c.id = $1
  and (m.user_id is not null or (u.office_role is not null and u.office_id = c.office_id))
