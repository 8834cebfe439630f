-- How many holds a list has in all.
-- Reads: holds (holds_customer), invoices, customers, held_invoices. Writes: nothing.
select count(*)
from holds h
join customers c on c.company_id = $1 and c.id = h.customer_id
left join invoices i on i.company_id = $1 and i.id = h.invoice_id
where h.company_id = $1
  and ($2::uuid is null or h.customer_id = $2)
  and ($3::uuid is null or h.invoice_id = $3
       or exists (select from held_invoices p
                  where p.company_id = $1 and p.hold_id = h.id and p.invoice_id = $3)
       or h.scope = 'customer' and h.kind <> 'payment_plan' and h.customer_id = (
           select o.customer_id from invoices o where o.company_id = $1 and o.id = $3))
  and ($4::text is null or h.kind = $4)
  and ($5::text is null or h.state = $5)
  and ($6::text is null or c.name ilike $6 or i.number ilike $6)
