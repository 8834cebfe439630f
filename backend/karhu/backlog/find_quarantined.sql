-- Cases by their ids with what taking them out of quarantine, or putting them back, has to know.
-- Reads: cases by key, invoices, dispatches (dispatches_case). Writes: nothing.
select k.id, k.invoice_id, k.state, k.close_reason, k.quarantined_at_step, i.number,
       sent.ids as waiting_ids, coalesce(sent.is_sent, false) as is_sent
from cases k
join invoices i on i.company_id = $1 and i.id = k.invoice_id
left join lateral (
    select array_agg(d.id) filter (where d.state in ('queued', 'proposed')) as ids,
           bool_or(d.state not in ('queued', 'proposed', 'cancelled')) as is_sent
    from dispatches d
    where d.company_id = $1 and d.case_id = k.id
) sent on true
where k.company_id = $1 and k.id = any($2::uuid[])
order by k.id
for update of k
