-- Gives up the messages that dead workers were sending: they may have arrived, and come once.
-- Reads and writes: first_dispatch_alerts (first_dispatch_alerts_due).
update first_dispatch_alerts
set state = 'failed', lease_until = null, answer = 'The worker stopped while it was sending.'
where state = 'sending' and lease_until < $1
