-- Locks messages that are due, of any company: the first of each debtor and channel, and with it the
-- others, so that they can go in one letter. Nobody takes a follower without its first, which is how
-- two workers never part a letter. What another worker has locked is passed over.
-- The copies for other recipients follow the letter that claims the costs, once it is settled.
-- Reads: dispatches (dispatches_due, dispatches_queued, dispatches_once). Writes: nothing.
with leaders as materialized (
    select d.company_id, d.customer_id, d.channel
    from dispatches d
    where d.state = 'queued' and d.send_after <= $1 and d.channel = any($3::text[])
      and not exists (
          select from dispatches e
          where e.company_id = d.company_id and e.customer_id = d.customer_id
            and e.channel = d.channel and e.state = 'queued' and e.send_after <= $1 and e.id < d.id)
      and not (d.is_copy and exists (
          select from dispatches o
          where o.company_id = d.company_id and o.case_id = d.case_id
            and o.step_number = d.step_number and o.round = d.round and not o.is_copy
            and o.state in ('queued', 'sending') and o.channel = any($3::text[])))
    order by d.send_after
    limit $2
    for update skip locked
)
select d.*
from leaders l
join dispatches d on d.company_id = l.company_id and d.customer_id = l.customer_id
    and d.channel = l.channel and d.state = 'queued' and d.send_after <= $1
where not (d.is_copy and exists (
          select from dispatches o
          where o.company_id = d.company_id and o.case_id = d.case_id
            and o.step_number = d.step_number and o.round = d.round and not o.is_copy
            and o.state in ('queued', 'sending') and o.channel = any($3::text[])))
order by d.send_after, d.id
for update of d skip locked
