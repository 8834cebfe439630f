-- How many customers are in rules, how many are outside, how many cases wait in quarantine.
-- Reads: customers (customers_rule), rules, cases. Writes: nothing.
select
    (select count(*) from customers c join rules r on r.company_id = $1 and r.id = c.rule_id
     where c.company_id = $1 and r.built_in is distinct from 'automation_blocked') as inside,
    (select count(*) from customers c join rules r on r.company_id = $1 and r.id = c.rule_id
     where c.company_id = $1 and r.built_in = 'automation_blocked') as outside,
    (select count(*) from cases k join invoices i on i.company_id = $1 and i.id = k.invoice_id
     where k.company_id = $1 and k.state = 'quarantined' and i.open > 0) as quarantined,
    (select count(*) from exceptions x join invoices i on i.company_id = $1 and i.id = x.invoice_id
     where x.company_id = $1 and x.mended_at is null and x.acknowledged_at is null
       and x.found_on > $2 and i.open > 0) as exceptions
