-- A page of imports, newest first.
-- Reads: imports (primary key). Writes: nothing.
select i.*,
       case when $4 then (select count(*) from imports where company_id = $1) end as total_count
from imports i
where i.company_id = $1 and ($2::uuid is null or i.id < $2)
order by i.id desc
limit $3
