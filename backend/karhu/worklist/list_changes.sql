-- Changes of status, newest first, with how many of their letters stand and what can be undone.
-- Reads: status_changes and status_change_rows by key, dispatches and cases by key. Writes: nothing.
with page as (
    select * from status_changes
    where company_id = $1 and ($2::uuid is null or id = $2) and ($3::uuid is null or id < $3)
    order by id desc
    limit $4
)
select page.*, r.letter_count, r.paper_count, r.standing_count
from page
cross join lateral (
    select count(*) filter (where o.undone_at is null and d.state <> 'cancelled') as letter_count,
           count(*) filter (where o.undone_at is null and d.state <> 'cancelled'
                            and d.channel = 'print') as paper_count,
           count(*) filter (where o.undone_at is null and (d.state = 'queued' or d.state = 'proposed' and o.act = 'sent'
                            or o.act = 'handed_over' and k.handed_over_on is not null
                               and k.state <> 'closed')) as standing_count
    from status_change_rows o
    left join dispatches d on d.company_id = $1 and d.id = o.dispatch_id
    left join cases k on k.company_id = $1 and k.id = o.case_id
    where o.company_id = $1 and o.status_change_id = page.id
) r
order by page.id desc
