-- Brings invoices up to date; their keys stay.
-- Reads: nothing. Writes: invoices (primary key).
update invoices i
set version = i.version + 1, updated_at = $2,
    external_id = n.external_id, number = n.number, customer_id = n.customer_id,
    trade_name = n.trade_name, source = n.source, currency = n.currency, total = n.total,
    open = n.open, invoice_on = n.invoice_on, due_on = n.due_on, sent_on = n.sent_on,
    reference = n.reference, reference_key = n.reference_key,
    original_invoice_id = n.original_invoice_id, reminds_automatically = n.reminds_automatically,
    has_payment_plan = n.has_payment_plan, promised_on = n.promised_on,
    disputed_since = n.disputed_since, is_in_sending = n.is_in_sending,
    is_at_agency = n.is_at_agency, financing = n.financing, reminded_on = n.reminded_on,
    noticed_on = n.noticed_on, collected_on = n.collected_on, settled_on = n.settled_on,
    dispatches_automatically = n.dispatches_automatically
from unnest(
    $3::uuid[], $4::integer[], $5::text[], $6::text[], $7::text[], $8::uuid[], $9::text[],
    $10::text[], $11::text[], $12::numeric[], $13::numeric[], $14::date[], $15::date[],
    $16::date[], $17::date[], $18::text[], $19::text[], $20::uuid[], $21::boolean[],
    $22::boolean[], $23::date[], $24::date[], $25::boolean[], $26::boolean[], $27::text[],
    $28::date[], $29::date[], $30::date[], $31::date[], $32::boolean[]
) as n (
    id, key, external_id, number, kind, customer_id, trade_name, source, currency, total, open,
    invoice_on, due_on, sent_on, received_on, reference, reference_key, original_invoice_id,
    reminds_automatically, has_payment_plan, promised_on, disputed_since, is_in_sending,
    is_at_agency, financing, reminded_on, noticed_on, collected_on, settled_on,
    dispatches_automatically
)
where i.company_id = $1 and i.id = n.id
