-- How many people may work with a company.
-- Reads: memberships by primary key, users by users_office. Writes: nothing.
select count(*) from (
    select m.user_id from memberships m where m.company_id = $1
    union
    select u.id from companies c join users u on u.office_id = c.office_id
    where c.id = $1 and u.office_role is not null
) as people
