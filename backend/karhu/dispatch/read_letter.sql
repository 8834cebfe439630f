-- A letter as it was kept.
-- Reads: letters by key. Writes: nothing.
select mail, document, pdf, sha256, page_count from letters where company_id = $1 and id = $2
