-- Queues the unsent invoices that a night takes, each once for ever: what was ignored or failed
-- before is a person's. By invoice date: those dated until the night's day; otherwise those created
-- before its midnight.
-- Reads: invoices (invoices_unsent), first_dispatches (first_dispatches_once).
-- Writes: first_dispatches.
with taken as (
    insert into first_dispatches (company_id, invoice_id, customer_id, what, batch_id, state,
                                  send_after, actor, created_at)
    select $1, i.id, i.customer_id, 'invoice', $2, 'queued', $3::timestamptz, 'automation', $3
    from invoices i
    where i.company_id = $1 and i.sent_on is null
      and i.dispatches_automatically and not i.is_in_sending
      and i.source = any($4::text[])
      and ($5::timestamptz is null or i.created_at >= $5)
      and case when $6::boolean then i.invoice_on <= $7::date
               else i.created_at < $8::timestamptz end
      and not exists (
          select from first_dispatches x
          where x.company_id = $1 and x.invoice_id = i.id and x.what = 'invoice')
    on conflict (company_id, invoice_id, what) do nothing
    returning 1
)
select count(*) from taken
