-- Where cases stand, with every decision from their present step on: what a choice of a person changes.
-- Reads: cases and decisions by key. Writes: nothing.
select k.id, k.step_number, k.next_on,
       coalesce((
           select jsonb_agg(to_jsonb(d) order by d.step_number) from decisions d
           where d.company_id = $1 and d.case_id = k.id and d.step_number >= k.step_number
       ), '[]') as decisions
from cases k
where k.company_id = $1 and k.id = any($2::uuid[])
