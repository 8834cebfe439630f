-- Open cases of all that customers owe, with what is open on what was moved into them.
-- Reads: cases (cases_customer), case_items (primary key), customers, invoices and claims by key,
-- dispatches (dispatches_once). Writes: nothing.
select k.id as case_id, k.customer_id, c.name as customer_name, c.name_order, c.number as customer_number,
       c.language, c.email, k.reference, k.currency, k.opened_on, k.step_number,
       greatest(k.reminder_sent_on, k.notice_sent_on, k.collection_sent_on, k.warning_sent_on) as last_sent_on,
       s.item_count, s.open_count, s.open, s.costs_open,
       exists (
           select from dispatches d
           where d.company_id = $1 and d.case_id = k.id
             and d.state in ('proposed', 'queued', 'sending', 'unknown')) as is_busy
from cases k
join customers c on c.company_id = $1 and c.id = k.customer_id
cross join lateral (
    select count(*) as item_count,
           count(*) filter (where i.open <> 0 or o.costs > 0) as open_count,
           coalesce(sum(i.open), 0) as open, coalesce(sum(o.costs), 0) as costs_open
    from case_items t
    join invoices i on i.company_id = $1 and i.id = t.invoice_id
    left join claims f on f.company_id = $1 and f.invoice_id = i.id
    cross join lateral (
        select coalesce(f.fee - f.fee_paid + f.interest - f.interest_paid
                        + f.compensation - f.compensation_paid, 0) as costs
    ) o
    where t.company_id = $1 and t.case_id = k.id and t.left_on is null
) s
where k.company_id = $1 and k.scope = 'customer' and k.state <> 'closed'
