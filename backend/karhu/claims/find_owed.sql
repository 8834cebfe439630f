-- What the claims of invoices depend on, with their customer's terms or else their company's.
-- Reads: invoices by key, customers, companies, claims by key, cases (cases_invoice, primary key), case_items (case_items_invoice), dispatches by key, allocations
-- (allocations_invoice), payments by key. Writes: nothing.
select i.id as invoice_id, i.kind, i.currency, i.total, i.open, i.due_on, i.settled_on,
       c.kind as customer_kind, c.country,
       coalesce(f.fee, 0.00) as fee, coalesce(f.fee_paid, 0.00) as fee_paid, f.fee_basis,
       coalesce(f.interest, 0.00) as interest, f.interest_until,
       coalesce(f.interest_is_waived, false) as interest_is_waived,
       coalesce(f.interest_paid, 0.00) as interest_paid,
       coalesce(f.interest_invoiced, 0.00) as interest_invoiced,
       coalesce(f.compensation, 0.00) as compensation,
       coalesce(f.compensation_paid, 0.00) as compensation_paid,
       greatest(i.reminded_on, i.noticed_on, i.collected_on, k.reminder_sent_on, k.notice_sent_on, k.collection_sent_on, k.warning_sent_on, h.last_on) as last_letter_on,
       case when coalesce(i.collected_on, k.collection_sent_on, h.collection_sent_on) is null then 'reminder' else 'collection_letter' end as heaviest_step,
       coalesce(l.step, 'reminder') as fee_step,
       coalesce(c.interest_basis, o.interest_basis) as interest_basis,
       case when c.interest_basis is null then o.interest_percent else c.interest_percent end as interest_percent,
       case when c.interest_basis is null then o.interest_starts_on end as interest_starts_on,
       o.interest_free_days, o.claims_compensation,
       o.is_housing_company,
       coalesce((
           select jsonb_agg(jsonb_build_object('on', p.paid_on, 'amount', a.amount::text) order by p.paid_on, p.id)
           from allocations a
           join payments p on p.company_id = $1 and p.id = a.payment_id
           where a.company_id = $1 and a.invoice_id = i.id and a.part = 'principal'), '[]') as paid
from invoices i
join customers c on c.company_id = $1 and c.id = i.customer_id
join companies o on o.id = $1
left join claims f on f.company_id = $1 and f.invoice_id = i.id
left join dispatches l on l.company_id = $1 and l.id = f.fee_dispatch_id
left join cases k on k.company_id = $1 and k.invoice_id = i.id
left join lateral (
    select max(greatest(o.reminder_sent_on, o.notice_sent_on, o.collection_sent_on, o.warning_sent_on))
               as last_on,
           max(o.collection_sent_on) as collection_sent_on
    from case_items t
    join cases o on o.company_id = $1 and o.id = t.case_id
    where t.company_id = $1 and t.invoice_id = i.id
) h on true
where i.company_id = $1 and i.id = any($2::uuid[])
