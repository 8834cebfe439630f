-- Adds invoices.
-- Reads: nothing. Writes: invoices.
insert into invoices (
    company_id, created_at, updated_at,
    id, key, external_id, number, kind, customer_id, trade_name, source, currency, total, open,
    invoice_on, due_on, sent_on, received_on, reference, reference_key, original_invoice_id,
    reminds_automatically, has_payment_plan, promised_on, disputed_since, is_in_sending,
    is_at_agency, financing, reminded_on, noticed_on, collected_on, settled_on,
    dispatches_automatically
)
select $1, $2, $2, n.*
from unnest(
    $3::uuid[], $4::integer[], $5::text[], $6::text[], $7::text[], $8::uuid[], $9::text[],
    $10::text[], $11::text[], $12::numeric[], $13::numeric[], $14::date[], $15::date[],
    $16::date[], $17::date[], $18::text[], $19::text[], $20::uuid[], $21::boolean[],
    $22::boolean[], $23::date[], $24::date[], $25::boolean[], $26::boolean[], $27::text[],
    $28::date[], $29::date[], $30::date[], $31::date[], $32::boolean[]
) as n
