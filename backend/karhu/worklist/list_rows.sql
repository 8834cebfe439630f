-- A page of a tab, oldest due date first, with the letter that is on its way, the last one that went,
-- and the newest note.
-- Reads: invoices (invoices_open_due, invoices_zero), customers, cases (cases_invoice), dispatches
-- (dispatches_invoice), notes (notes_invoice). Writes: nothing.
with page as (
    select i.id as invoice_id, i.number, i.customer_id, c.name as customer_name, i.due_on,
           k.id as case_id, k.handed_over_on, place.tab
    from {rows}
      and ($6 = 'list' or place.tab = $6)
      and ($7::text is null or i.number ilike $7 or c.name ilike $7)
      and ($8::boolean is null or place.is_reached = $8)
      and ($9::date is null or (i.due_on, i.id) > ($9, $10::uuid))
    order by i.due_on, i.id
    limit $11
)
select page.*, w.id as letter_id, w.state as letter_state, w.step as letter_step, w.send_after,
       s.id as sent_id, s.step as sent_step,
       (s.sent_at at time zone m.time_zone)::date as sent_on,
       n.note_count, n.note
from page
join companies m on m.id = $1
left join lateral (
    select id, state, step, send_after from dispatches d
    where d.company_id = $1 and d.invoice_id = page.invoice_id
      and d.state in ('proposed', 'queued', 'sending', 'failed', 'unknown')
    order by d.id desc limit 1
) w on true
left join lateral (
    select id, step, sent_at from dispatches d
    where d.company_id = $1 and d.invoice_id = page.invoice_id and d.state = 'sent'
    order by d.sent_at desc limit 1
) s on true
cross join lateral (
    select count(*) as note_count,
           (array_agg(left(text, 140) order by id desc))[1] as note
    from notes where company_id = $1 and invoice_id = page.invoice_id
) n
order by page.due_on, page.invoice_id
