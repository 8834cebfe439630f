-- Writes a note about an invoice; gives no row where there is no such invoice.
-- Reads: invoices by key. Writes: notes.
insert into notes (company_id, id, invoice_id, text, author_id, author, created_at)
select $1, $2, i.id, $4, $5, $6, $7 from invoices i where i.company_id = $1 and i.id = $3
returning *
