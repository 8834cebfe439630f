-- The messages of a change of status that stand, in the order of their debtors.
-- Reads: status_change_rows by key, dispatches by key, customers. Writes: nothing.
select d.*
from status_change_rows r
join dispatches d on d.company_id = $1 and d.id = r.dispatch_id and d.state <> 'cancelled'
join customers c on c.company_id = $1 and c.id = d.customer_id
where r.company_id = $1 and r.status_change_id = $2 and r.undone_at is null
  and r.act <> 'handed_over' and ($3::text is null or d.channel = $3)
order by c.name_order, d.invoice_id
limit $4 offset $5
