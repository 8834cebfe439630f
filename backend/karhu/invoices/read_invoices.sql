-- A page of invoices, newest due date first, and where each stands; all filters are optional.
-- Reads: invoices (invoices_due, primary key, invoices_number, invoices_external,
-- invoices_customer), customers, case_items (case_items_inside), cases (cases_invoice, primary key), claims, rule_versions, first_dispatches
-- (first_dispatches_once), and the items of an invoice that is asked for alone. Writes: nothing.
with matching as not materialized (
    select i.*, coalesce(h.id, k.id) as case_id, coalesce(h.state, k.state) as case_state,
           coalesce(h.step_number, k.step_number) as step_number,
           case when h.id is null then k.next_on end as next_on,
           coalesce(h.rule_id, k.rule_id) as rule_id,
           coalesce(h.rule_version, k.rule_version) as rule_version, shown.*, x.state as dispatch_state, x.channel, x.reason,
           x.detail, x.refusals, x.decided_at
    from invoices i
    left join case_items t on t.company_id = $1 and t.invoice_id = i.id and t.left_on is null
    left join cases h on h.company_id = $1 and h.id = t.case_id
    left join cases k on k.company_id = $1 and k.invoice_id = i.id
    left join first_dispatches x
        on x.company_id = $1 and x.invoice_id = i.id and x.what = 'invoice'
    cross join lateral (
        select greatest(i.reminded_on, k.reminder_sent_on, h.reminder_sent_on) as last_reminded_on,
               greatest(i.noticed_on, k.notice_sent_on, h.notice_sent_on) as last_noticed_on,
               greatest(i.collected_on, k.collection_sent_on, k.warning_sent_on,
                        h.collection_sent_on, h.warning_sent_on) as last_collected_on
    ) as letters
    cross join lateral (
        select letters.*,
               case
                   when i.open = 0 or i.settled_on is not null then 'settled'
                   when last_collected_on is not null or i.is_at_agency
                        or t.case_id is not null then 'in_collection'
                   when last_noticed_on is not null then 'noticed'
                   when last_reminded_on is not null then 'reminded'
                   when i.sent_on is null or i.sent_on > $2 then 'unsent'
                   when i.due_on < $2 and i.kind <> 'credit_note' then 'overdue'
                   else 'not_due'
               end as state
    ) as shown
    where i.company_id = $1
      and ($3::uuid is null or i.id = $3)
      and ($4::text is null or i.external_id = $4)
      and ($5::text is null or i.number = $5)
      and ($6::uuid is null or i.customer_id = $6)
      and ($7::text is null or shown.state = $7)
      and ($8::boolean is null or (i.open <> 0) = $8)
      and ($9::text is null or i.kind = $9)
      and ($10::text is null or i.currency = $10)
      and ($11::date is null or i.due_on >= $11)
      and ($12::date is null or i.due_on <= $12)
      and ($13::text is null or x.state = $13
           or $13 = 'queued' and x.state = 'sending')
      and ($14::text is null
           or strpos(lower(i.number), $15) > 0
           or strpos(lower(i.reference), $15) > 0
           or strpos(i.reference_key, $16) > 0
           or i.customer_id in (
               select id from customers where company_id = $1 and strpos(name_order, $14) > 0))
),
page as (
    select * from matching m
    where $17::date is null or (m.due_on, m.id) < ($17, $18::uuid)
    order by m.due_on desc, m.id desc
    limit $19
)
select page.id, page.key, page.external_id, page.number, page.kind, page.customer_id,
       c.name as customer_name, page.trade_name, page.source, page.currency, page.total, page.open,
       coalesce(f.fee - f.fee_paid, 0.00) as fee, page.invoice_on, page.due_on, page.sent_on,
       page.reference, page.original_invoice_id, page.dispatches_automatically,
       page.reminds_automatically, page.has_payment_plan,
       page.promised_on, page.disputed_since, page.is_in_sending, page.is_at_agency,
       page.financing, page.last_reminded_on as reminded_on,
       page.reminded_on as reminded_by_hand_on, page.last_noticed_on as noticed_on,
       page.last_collected_on as collected_on, page.settled_on, page.state, page.case_id, page.version,
       page.created_at, page.updated_at,
       v.steps -> (page.step_number - 1) ->> 'kind' as next_step,
       case when v.steps -> (page.step_number - 1) is not null then page.next_on end as next_step_on,
       case when $3::uuid is not null or $4::text is not null then
           (select items from invoice_items where company_id = $1 and invoice_id = page.id)
       end as items,
       case when page.dispatch_state is not null then jsonb_strip_nulls(jsonb_build_object(
           'state', page.dispatch_state, 'channel', page.channel, 'reason', page.reason,
           'detail', page.detail, 'refusals', page.refusals, 'decided_at', page.decided_at)) end as first_dispatch,
       case when $20 then (select count(*) from matching) end as total_count
from page
join customers c on c.company_id = $1 and c.id = page.customer_id
left join claims f on f.company_id = $1 and f.invoice_id = page.id
left join rule_versions v
    on v.company_id = $1 and v.rule_id = page.rule_id and v.version = page.rule_version
    and page.case_state <> 'closed'
order by page.due_on desc, page.id desc
