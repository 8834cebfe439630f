-- The notes of an invoice, newest first.
-- Reads: notes (notes_invoice). Writes: nothing.
select * from notes where company_id = $1 and invoice_id = $2 order by id desc
