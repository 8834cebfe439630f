-- Appends one event, already numbered and chained.
-- Reads: nothing. Writes: events.
insert into events (company_id, seq, recorded_at, occurred_on, kind, actor, outcome, reasons, step,
                    rule_id, case_id, invoice_id, customer_id, dispatch_id, detail, hash)
values ($1, $3, $2, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
