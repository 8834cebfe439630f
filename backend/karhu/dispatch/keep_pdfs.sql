-- Keeps the PDFs of letters that are about to be sent, byte for byte.
-- Reads: nothing. Writes: letters by key.
update letters l
set pdf = n.pdf, sha256 = encode(sha256(n.pdf), 'hex'), page_count = n.page_count
from unnest($2::uuid[], $3::bytea[], $4::smallint[]) as n (id, pdf, page_count)
where l.company_id = $1 and l.id = n.id
