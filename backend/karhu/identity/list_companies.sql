-- Companies that an actor may see, by name: $1 a person, $2 the company of an API key; $3 asks for
-- those behind a company.
-- Reads: companies whole, memberships by primary key, users by primary key. Writes: nothing.
select c.* from companies c
left join users u on u.id = $1
left join memberships m on m.company_id = c.id and m.user_id = u.id
where (m.user_id is not null or (u.office_role is not null and u.office_id = c.office_id)
       or c.id = $2)
  and ($3::uuid is null
       or (lower(c.name), c.id) > (select lower(name), id from companies where id = $3))
order by lower(c.name), c.id
limit $4
