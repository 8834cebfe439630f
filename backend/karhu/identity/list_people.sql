-- People who may work with a company, oldest first: its members and those of its office's roles.
-- $2 asks for one person, $3 for those behind an id.
-- Reads: users by primary key, memberships by primary key, companies by primary key.
-- Writes: nothing.
select u.id, u.name, u.email, u.language, u.office_id, u.office_role, m.role as company_role,
       u.owns_invoices_only or coalesce(m.owns_invoices_only, false) as owns_invoices_only
from companies c
join users u on u.id in (
    select user_id from memberships where company_id = c.id
    union all
    select id from users where office_id = c.office_id and office_role is not null
)
left join memberships m on m.company_id = c.id and m.user_id = u.id
where c.id = $1
  and ($2::uuid is null or u.id = $2)
  and ($3::uuid is null or u.id > $3)
order by u.id
limit $4
