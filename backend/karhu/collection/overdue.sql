-- Overdue invoices of customers whose rule looks at all that they owe, and what is in collection: a part of
-- the queries that list and count them.
-- Reads: rules, customers (customers_rule), invoices (invoices_customer), claims by key, case_items
-- (case_items_inside). Writes: nothing.
overdue as materialized (
    select i.id
    from rules r
    join customers c on c.company_id = $1 and c.rule_id = r.id
    join invoices i on i.company_id = $1 and i.customer_id = c.id
    where r.company_id = $1 and r.scope = 'customer'
      and i.kind = 'invoice' and i.open > 0 and i.due_on < $2
      and $4::bool is distinct from true
    union
    select t.invoice_id
    from case_items t
    where t.company_id = $1 and t.left_on is null and $4::bool is distinct from false
), found as (
    select i.id, i.number, i.currency, i.total, i.open, i.due_on, c.id as customer_id,
           c.name as customer_name, t.case_id, t.moved_in_on,
           coalesce(f.fee - f.fee_paid + f.interest - f.interest_paid
                    + f.compensation - f.compensation_paid, 0) as costs_open
    from overdue o
    join invoices i on i.company_id = $1 and i.id = o.id
    join customers c on c.company_id = $1 and c.id = i.customer_id
    left join claims f on f.company_id = $1 and f.invoice_id = i.id
    left join case_items t on t.company_id = $1 and t.invoice_id = i.id and t.left_on is null
    where ($3::uuid is null or c.id = $3)
      and ($4::bool is null or $4 = (t.case_id is not null))
      and ($5::text is null or i.number ilike $5 or c.name ilike $5)
)
