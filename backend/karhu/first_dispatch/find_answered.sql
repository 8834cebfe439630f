-- The invoices that answers are about, of any company.
-- Reads: first_dispatches (first_dispatches_id). Writes: nothing.
select id, company_id from first_dispatches where id = any($1::uuid[])
