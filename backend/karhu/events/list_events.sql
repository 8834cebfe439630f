-- A page of a company's log, newest first; the filters that were asked for take the place of
-- {filters} and the order that suits them that of {order}, so that each question gets the plan of
-- its own index.
-- Reads: events by primary key, events_rule, events_invoice, events_customer or events_occurred;
-- rules, invoices and customers by primary key. Writes: nothing.
select e.*, r.name as rule_name, i.number as invoice_number, c.name as customer_name
from events e
left join rules r on r.company_id = e.company_id and r.id = e.rule_id
left join invoices i on i.company_id = e.company_id and i.id = e.invoice_id
left join customers c on c.company_id = e.company_id and c.id = e.customer_id
where e.company_id = $1 {filters}
order by {order}
limit $2
