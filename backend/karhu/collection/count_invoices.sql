-- How many invoices may be moved into collection or are there.
-- Reads: as overdue.sql. Writes: nothing.
with {overdue}
select count(*) from found where open <> 0 or costs_open <> 0
