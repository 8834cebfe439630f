-- Appends the staged events of one company, already numbered and chained.
-- Reads: staged_events. Writes: events.
insert into events (company_id, seq, recorded_at, occurred_on, kind, actor, outcome, reasons, step,
                    rule_id, case_id, invoice_id, customer_id, dispatch_id, detail, hash)
select $1, e.seq, $2, e.occurred_on, e.kind, e.actor, e.outcome, e.reasons, e.step,
       e.rule_id, e.case_id, e.invoice_id, e.customer_id, e.dispatch_id, e.detail, e.hash
from staged_events e
