-- What was paid on invoices while they were in a case, the newest first.
-- Reads: case_items (primary key), allocations (allocations_invoice), payments, invoices by key.
-- Writes: nothing.
select p.id, p.kind, p.paid_on, p.payer, p.reference, p.currency, a.invoice_id, i.number, a.part,
       a.amount
from case_items t
join allocations a on a.company_id = $1 and a.invoice_id = t.invoice_id
join payments p on p.company_id = $1 and p.id = a.payment_id
join invoices i on i.company_id = $1 and i.id = t.invoice_id
where t.company_id = $1 and t.case_id = $2
  and p.paid_on >= t.moved_in_on and (t.left_on is null or p.paid_on <= t.left_on)
order by p.paid_on desc, p.id desc, i.due_on, a.part
