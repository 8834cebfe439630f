-- Overdue invoices of customers in rules about all that they owe, that are not in collection.
-- Reads: invoices (invoices_open_due), customers and rules by key, case_items (case_items_inside).
-- Writes: nothing.
select i.id as invoice_id, i.number as invoice_number, c.name as customer_name, c.name_order,
       c.number as customer_number
from invoices i
join customers c on c.company_id = $1 and c.id = i.customer_id
join rules r on r.company_id = $1 and r.id = c.rule_id and r.scope = 'customer'
left join case_items t on t.company_id = $1 and t.invoice_id = i.id and t.left_on is null
where i.company_id = $1 and i.open <> 0 and i.open > 0 and i.due_on < $2 and i.kind = 'invoice'
  and t.invoice_id is null
