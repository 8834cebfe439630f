-- The facts of named invoices, with a case or without: the customer's that they are in, else their own.
-- Reads: invoices by key, customers, case_items (case_items_inside), cases (cases_invoice, primary
-- key), decisions by key, holds (holds_felt). Writes: nothing.
select {columns}
from invoices i
join customers c on c.company_id = $1 and c.id = i.customer_id
left join claims f on f.company_id = $1 and f.invoice_id = i.id
-- the limit keeps this a look by key: a join on either of two ids would read every case
left join lateral (
    select * from cases
    where company_id = $1 and id = coalesce(
        (select t.case_id from case_items t
         where t.company_id = $1 and t.invoice_id = i.id and t.left_on is null),
        (select o.id from cases o where o.company_id = $1 and o.invoice_id = i.id))
    limit 1
) k on true
left join decisions d on d.company_id = $1 and d.case_id = k.id and d.step_number = k.step_number
{joins}
where i.company_id = $1 and i.id = any($2::uuid[])
