-- A page of outward messages, newest first, with what a list shows. A letter about a whole case is one
-- of them, unless an invoice is asked for.
-- Reads: dispatches (its key, dispatches_invoice), invoices, customers, recipients, letters. Writes: nothing.
select d.*, i.number, i.currency, coalesce(w.open, i.open) as open,
       coalesce(w.invoice_count, 1) as invoice_count, c.name as customer_name,
       r.name as recipient_name, l.message_id
from dispatches d
join invoices i on i.company_id = $1 and i.id = d.invoice_id
join customers c on c.company_id = $1 and c.id = d.customer_id
left join recipients r on r.company_id = $1 and r.id = d.recipient_id
left join letters l on l.company_id = $1 and l.id = d.letter_id
left join lateral (
    select sum(mi.open) as open, count(*) as invoice_count
    from dispatches m
    join invoices mi on mi.company_id = $1 and mi.id = m.invoice_id
    where m.company_id = $1 and m.case_id = d.case_id and m.step_number = d.step_number
      and m.round = d.round and m.state = d.state
      and m.recipient_id is not distinct from d.recipient_id
) w on d.is_collective and $3::uuid is null
where d.company_id = $1
  and (d.leads or $3::uuid is not null)
  and ($2::text is null or d.state = $2)
  and ($3::uuid is null or d.invoice_id = $3)
  and ($4::uuid is null or d.customer_id = $4)
  and ($5::uuid is null or d.rule_id = $5)
  and ($6::text is null or d.step = $6)
  and ($7::text is null or i.number ilike $7 or c.name ilike $7 or d.recipient ilike $7
       or r.name ilike $7)
  and ($8::uuid is null or d.id < $8)
order by d.id desc
limit $9
