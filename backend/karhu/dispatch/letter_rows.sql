-- What letters need beside the facts: names, numbers, dates and addresses.
-- Of what went before: the days of the reminder, the demand and the last letter, also as told; what was
-- sent to another recipient of the letter that is being written ($3) did not go before it.
-- Reads: invoices, customers, claims, companies by key, cases (cases_invoice), dispatches
-- (dispatches_invoice). Writes: nothing.
select i.id as invoice_id, i.number, i.invoice_on, i.due_on, i.total, i.open, i.currency, i.reference,
       i.trade_name, coalesce(f.fee - f.fee_paid, 0) as fee_open, coalesce(f.fee_paid, 0) as fee_paid,
       coalesce(f.interest - f.interest_paid, 0) as interest_open, f.interest_until,
       coalesce(f.interest_paid, 0) as interest_paid, coalesce(f.compensation_paid, 0) as compensation_paid,
       coalesce(f.compensation - f.compensation_paid, 0) as compensation_open, c.name as customer_name,
       c.language, c.email, c.kind, c.country, c.business_id, c.phone, c.street, c.postcode, c.city,
       c.einvoice_address, c.einvoice_operator, i.customer_id,
       coalesce(k.reminder_sent_on, s.reminder_on, i.reminded_on) as reminder_on,
       coalesce(s.demand_on, i.collected_on) as demand_on,
       greatest(s.last_on, i.reminded_on, i.noticed_on, i.collected_on) as last_on
from invoices i
join customers c on c.company_id = $1 and c.id = i.customer_id
left join claims f on f.company_id = $1 and f.invoice_id = i.id
left join cases k on k.company_id = $1 and k.invoice_id = i.id
left join lateral (
    select max((o.sent_at at time zone m.time_zone)::date) as last_on,
           max((o.sent_at at time zone m.time_zone)::date)
               filter (where o.step = 'collection_letter') as demand_on,
           max((o.sent_at at time zone m.time_zone)::date)
               filter (where o.step = 'reminder') as reminder_on
    from dispatches o, companies m
    where o.company_id = $1 and o.invoice_id = i.id and m.id = $1
      and not exists (
          select from dispatches n
          where n.company_id = $1 and n.id = any($3::uuid[]) and n.case_id = o.case_id
            and n.step_number = o.step_number and n.round = o.round)  -- what was not sent has no instant
) s on true
where i.company_id = $1 and i.id = any($2::uuid[])
