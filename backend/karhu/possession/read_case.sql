-- A case with its debtor, the tenants known of them, and whether its company is a housing company.
-- Reads: cases, companies, customers, invoices by key, recipients by
-- recipients_customer. Writes: nothing.
select k.id, k.state, k.rule_id, k.rule_version, k.invoice_id, k.customer_id,
       c.country, c.is_housing_company, c.time_zone, u.name as customer_name,
       coalesce(k.currency, i.currency) as currency,
       (select string_agg(r.name, ', ' order by r.name) from recipients r
        where r.company_id = $1 and r.customer_id = k.customer_id and r.role = 'tenant'
          and r.removed_at is null) as known_tenant
from cases k
join companies c on c.id = k.company_id
join customers u on u.company_id = $1 and u.id = k.customer_id
left join invoices i on i.company_id = $1 and i.id = k.invoice_id
where k.company_id = $1 and k.id = $2
