-- Adds the lines of vouchers.
-- Reads: nothing. Writes: voucher_lines.
insert into voucher_lines (company_id, voucher_id, ordinal, role, amount, account, vat_code,
                           invoice_id, customer_id, reports_to_agency)
select $1, n.*
from unnest(
    $2::uuid[], $3::smallint[], $4::text[], $5::numeric[], $6::text[], $7::text[], $8::uuid[],
    $9::uuid[], $10::boolean[]
) as n
