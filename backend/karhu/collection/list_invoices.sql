-- A page of what may be moved into collection and of what is there, oldest due date first.
-- Reads: as overdue.sql. Writes: nothing.
with {overdue}
select * from found
where (open <> 0 or costs_open <> 0)
  and ($6::date is null or (due_on, id) > ($6, $7::uuid))
order by due_on, id
limit $8
