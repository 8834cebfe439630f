-- A page of bank files, newest first, or the one that is named.
-- Reads: bank_files (primary key). Writes: nothing.
select f.*, false as was_imported_before,
       case when $5 then (select count(*) from bank_files where company_id = $1) end as total_count
from bank_files f
where f.company_id = $1
  and ($2::uuid is null or f.id = $2)
  and ($3::uuid is null or f.id < $3)
order by f.id desc
limit $4
