-- How many unsent invoices have had no dispatch yet, and how many of them a night would take.
-- Reads: invoices (invoices_unsent), first_dispatches (first_dispatches_once). Writes: nothing.
select count(*) as unsent,
       count(*) filter (
           where not i.is_in_sending
             and i.dispatches_automatically and i.source = any($2::text[])
             and ($3::timestamptz is null or i.created_at >= $3)
             and (not $4::boolean or i.invoice_on <= $5::date)) as waiting
from invoices i
where i.company_id = $1 and i.sent_on is null
  and not exists (
      select from first_dispatches x
      where x.company_id = $1 and x.invoice_id = i.id and x.what = 'invoice')
