-- What went before a letter of an invoice, and under which trade name it was sold.
-- Reads: invoices, cases (cases_invoice), companies, dispatches (dispatches_invoice). Writes: nothing.
select i.trade_name, coalesce(k.reminder_sent_on, i.reminded_on) as reminder_on,
       coalesce(s.demand_on, i.collected_on) as demand_on,
       greatest(s.last_on, i.reminded_on, i.noticed_on, i.collected_on) as last_on
from invoices i
join companies c on c.id = $1
left join cases k on k.company_id = $1 and k.invoice_id = i.id
left join lateral (
    select max((o.sent_at at time zone c.time_zone)::date) as last_on,
           max((o.sent_at at time zone c.time_zone)::date)
               filter (where o.step = 'collection_letter') as demand_on
    from dispatches o
    where o.company_id = $1 and o.invoice_id = i.id and o.state = 'sent'
) s on true
where i.company_id = $1 and i.id = $2
