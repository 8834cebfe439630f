-- A page of vouchers with their lines, newest first; all filters are optional.
-- Reads: vouchers (vouchers_booked, primary key, vouchers_payment), voucher_lines (primary key,
-- voucher_lines_invoice), companies, invoices and customers by key.
-- Writes: nothing.
with matching as not materialized (
    select v.*
    from vouchers v
    where v.company_id = $1
      and ($2::uuid is null or v.id = $2)
      and ($3::text is null or v.kind = $3)
      and ($4::uuid is null or v.id in (
           select voucher_id from voucher_lines where company_id = $1 and invoice_id = $4))
      and ($5::uuid is null or v.payment_id = $5)
      and ($6::date is null or v.booked_on >= $6)
      and ($7::date is null or v.booked_on <= $7)
      and ($8::boolean is null or $8 = exists (
           select from voucher_lines l
           join companies o on o.id = $1
           where l.company_id = $1 and l.voucher_id = v.id and l.account is null
             and karhu_account(o.accounts, l.role, v.currency) is null))
),
page as (
    select * from matching m
    where $9::date is null or (m.booked_on, m.key) < ($9, $10::integer)
    order by m.booked_on desc, m.key desc
    limit $11
)
select page.*, lines.lines, lines.total,
       case when $12 then (select count(*) from matching) end as total_count
from page
cross join lateral (
    select sum(l.amount) filter (where l.amount > 0) as total,
           jsonb_agg(
               jsonb_build_object(
                   'ordinal', l.ordinal, 'role', l.role, 'amount', l.amount::text,
                   'account', coalesce(l.account, karhu_account(o.accounts, l.role, page.currency)), 'vat_code', l.vat_code,
                   'invoice_id', l.invoice_id, 'invoice_number', i.number,
                   'customer_id', l.customer_id, 'customer_name', c.name,
                   'reports_to_agency', l.reports_to_agency)
               order by l.ordinal) as lines
    from voucher_lines l
    join companies o on o.id = $1
    left join invoices i on i.company_id = $1 and i.id = l.invoice_id
    left join customers c on c.company_id = $1 and c.id = l.customer_id
    where l.company_id = $1 and l.voucher_id = page.id
) as lines
order by page.booked_on desc, page.key desc
