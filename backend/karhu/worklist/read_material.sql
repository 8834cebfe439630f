-- What an agency needs of the cases that a change of status handed over and that are still there.
-- Reads: status_change_rows by key, cases, invoices, customers, claims by key, dispatches
-- (dispatches_invoice). Writes: nothing.
select c.number as customer_number, c.name as customer_name, c.kind, c.business_id, c.street,
       c.postcode, c.city, c.country, c.language, c.phone, c.email,
       i.number as invoice_number, i.invoice_on, i.due_on, i.reference, i.currency, i.total, i.open,
       coalesce(f.fee - f.fee_paid, 0) as fee, coalesce(f.interest - f.interest_paid, 0) as interest,
       coalesce(f.compensation - f.compensation_paid, 0) as compensation, k.handed_over_on,
       (select string_agg(l.step || ' ' || l.sent_on, ', ' order by l.sent_on) from (
            select d.step, (d.sent_at at time zone m.time_zone)::date::text as sent_on
            from dispatches d
            where d.company_id = $1 and d.invoice_id = i.id and d.state = 'sent'
            union all select 'reminder', i.reminded_on::text where i.reminded_on is not null
            union all select 'notice', i.noticed_on::text where i.noticed_on is not null
            union all select 'collection_letter', i.collected_on::text where i.collected_on is not null
        ) l) as letters
from status_change_rows r
join companies m on m.id = $1
join cases k on k.company_id = $1 and k.id = r.case_id and k.handed_over_on is not null
join invoices i on i.company_id = $1 and i.id = k.invoice_id
join customers c on c.company_id = $1 and c.id = i.customer_id
left join claims f on f.company_id = $1 and f.invoice_id = i.id
where r.company_id = $1 and r.status_change_id = $2 and r.act = 'handed_over' and r.undone_at is null
order by c.name_order, i.due_on, i.id
