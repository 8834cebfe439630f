-- Finishes the nights in which every invoice has its result, and counts the results.
-- Reads: first_dispatch_batches (first_dispatch_batches_open), first_dispatches
-- (first_dispatches_batch). Writes: first_dispatch_batches.
update first_dispatch_batches b
set state = 'finished', finished_at = $1, invoice_count = done.invoice_count,
    sent_count = done.sent_count, ignored_count = done.ignored_count,
    failed_count = done.failed_count
from (
    select o.company_id, o.id,
           count(*) filter (where d.what = 'invoice') as invoice_count,
           count(*) filter (where d.what = 'invoice' and d.state = 'sent') as sent_count,
           count(*) filter (where d.state = 'ignored') as ignored_count,
           count(*) filter (where d.state = 'failed') as failed_count
    from first_dispatch_batches o
    left join first_dispatches d on d.company_id = o.company_id and d.batch_id = o.id
    where o.state = 'under_way'
    group by o.company_id, o.id
    having count(*) filter (where d.state in ('queued', 'sending')) = 0
) done
where b.company_id = done.company_id and b.id = done.id and b.state = 'under_way'
returning b.*
