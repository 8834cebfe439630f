-- The lines of the vouchers of a span of days, in the order of their numbers.
-- Reads: vouchers (vouchers_booked), voucher_lines, customers, invoices and companies by key.
-- Writes: nothing.
select v.key, v.booked_on, v.kind, l.ordinal,
       coalesce(l.account, karhu_account(o.accounts, l.role, v.currency)) as account,
       l.role, greatest(l.amount, 0.00) as debit, greatest(-l.amount, 0.00) as credit, v.currency,
       l.vat_code, i.number as invoice_number, c.number as customer_number, c.name,
       l.reports_to_agency
from vouchers v
join companies o on o.id = $1
join voucher_lines l on l.company_id = $1 and l.voucher_id = v.id
left join invoices i on i.company_id = $1 and i.id = l.invoice_id
left join customers c on c.company_id = $1 and c.id = l.customer_id
where v.company_id = $1 and v.booked_on between $2 and $3
order by v.key, l.ordinal
