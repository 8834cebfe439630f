-- The messages of a case's letters that were not taken back, the oldest first, with what was written in
-- each; of one that was not written yet, what its invoices owe now.
-- Reads: dispatches (dispatches_once), invoices, recipients, claims, letters by key. Writes: nothing.
select d.*, r.name as recipient_name, i.number, i.currency, i.due_on, i.open,
       coalesce(f.fee - f.fee_paid, 0) as fee_open, coalesce(f.fee_paid, 0) as fee_paid,
       coalesce(f.interest - f.interest_paid, 0) as interest_open,
       coalesce(f.interest_paid, 0) as interest_paid,
       coalesce(f.compensation - f.compensation_paid, 0) as compensation_open,
       coalesce(f.compensation_paid, 0) as compensation_paid,
       case when d.leads then l.document end as document
from dispatches d
join invoices i on i.company_id = $1 and i.id = d.invoice_id
left join recipients r on r.company_id = $1 and r.id = d.recipient_id
left join claims f on f.company_id = $1 and f.invoice_id = i.id
left join letters l on l.company_id = $1 and l.id = d.letter_id
where d.company_id = $1 and d.case_id = $2 and d.state <> 'cancelled'
order by d.step_number, d.round, i.due_on, i.number
