-- Queues a message once more that failed or may have, to its recipient's or the customer's address of now.
-- Reads: customers, recipients by key. Writes: dispatches by key.
update dispatches d
set state = 'queued', send_after = $3, letter_id = null, failure_code = null, failure = null,
    recipient = coalesce(t.email, d.recipient)
from dispatches o
join customers c on c.company_id = $1 and c.id = o.customer_id
left join recipients r on r.company_id = $1 and r.id = o.recipient_id
cross join lateral (select case when r.id is null then c.email else r.email end as email) t
where d.company_id = $1 and d.id = $2 and o.company_id = $1 and o.id = $2
