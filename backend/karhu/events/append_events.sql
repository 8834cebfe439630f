-- Appends events of one company, already numbered and chained.
-- Reads: nothing. Writes: events.
insert into events (company_id, seq, recorded_at, occurred_on, kind, actor, outcome, reasons, step,
                    rule_id, case_id, invoice_id, customer_id, dispatch_id, detail, hash)
select $1, e.seq, $2, e.occurred_on, e.kind, e.actor, e.outcome,
       case when e.reasons = '' then '{}'::text[] else string_to_array(e.reasons, ',') end, e.step,
       e.rule_id, e.case_id, e.invoice_id, e.customer_id, e.dispatch_id, e.detail, e.hash
from unnest($3::bigint[], $4::date[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[],
            $10::uuid[], $11::uuid[], $12::uuid[], $13::uuid[], $14::uuid[], $15::text[], $16::bytea[])
    as e (seq, occurred_on, kind, actor, outcome, reasons, step,
          rule_id, case_id, invoice_id, customer_id, dispatch_id, detail, hash)
