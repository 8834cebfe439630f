-- Appends a few events of one company, already numbered and chained, that come as one parameter.
-- Reads: nothing. Writes: events.
insert into events (company_id, seq, recorded_at, occurred_on, kind, actor, outcome, reasons, step,
                    rule_id, case_id, invoice_id, customer_id, dispatch_id, detail, hash)
select $1, e.seq, $2, e.occurred_on, e.kind, e.actor, e.outcome, e.reasons, e.step,
       e.rule_id, e.case_id, e.invoice_id, e.customer_id, e.dispatch_id, e.detail, decode(e.hash, 'hex')
from json_to_recordset($3::json) as e (
    seq bigint, occurred_on date, kind text, actor text, outcome text, reasons text[], step text,
    rule_id uuid, case_id uuid, invoice_id uuid, customer_id uuid, dispatch_id uuid, detail text,
    hash text)
