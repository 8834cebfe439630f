-- Queues the message about a night's failures: once by mail and once by SMS, where there is an address.
-- Reads: first_dispatch_settings by key. Writes: first_dispatch_alerts.
insert into first_dispatch_alerts (company_id, batch_id, way, recipient, state, send_after)
select s.company_id, $2, w.way, w.recipient, 'queued', $3
from first_dispatch_settings s
cross join lateral (values ('email', s.alert_email), ('sms', s.alert_phone)) as w (way, recipient)
where s.company_id = $1 and w.recipient is not null
on conflict (company_id, batch_id, way) do nothing
