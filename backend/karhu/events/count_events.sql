-- How many events the same filters let through.
-- Reads: events as list_events does. Writes: nothing.
select count(*) from events e where e.company_id = $1 {filters}
