-- The companies of messages that somebody speaks of who knows the messages alone.
-- Reads: dispatches (dispatches_id). Writes: nothing.
select id, company_id from dispatches where id = any($1::uuid[])
