-- By which text of the company each message is worded, if by any, and what went before it: the text
-- that its step names, else the default of its kind; nothing where both are gone.
-- Reads: dispatches by key and by case (dispatches_once), cases, rule_versions, invoices, companies
-- and template_versions by key, templates (its key, templates_default). Writes: nothing.
select d.id, t.id as template_id, t.version as template_version,
       coalesce(k.reminder_sent_on, i.reminded_on) as reminder_on,
       coalesce(s.demand_on, i.collected_on) as demand_on,
       greatest(s.last_on, i.reminded_on, i.noticed_on, i.collected_on) as last_on
from dispatches d
join companies c on c.id = $1
join cases k on k.company_id = $1 and k.id = d.case_id
join invoices i on i.company_id = $1 and i.id = d.invoice_id
join rule_versions r on r.company_id = $1 and r.rule_id = k.rule_id and r.version = k.rule_version
left join lateral (
    select max((o.sent_at at time zone c.time_zone)::date) as last_on,
           max((o.sent_at at time zone c.time_zone)::date)
               filter (where o.step = 'collection_letter') as demand_on
    from dispatches o
    where o.company_id = $1 and o.case_id = d.case_id and o.state = 'sent'
) s on true
left join lateral (
    select t.id, t.version
    from templates t
    where t.company_id = $1 and t.kind = d.step and t.deleted_at is null
      and (t.is_default or t.id = (r.steps -> (d.step_number - 1) ->> 'template_id')::uuid)
    order by t.is_default
    limit 1
) t on true
where d.company_id = $1 and d.id = any($2::uuid[])
