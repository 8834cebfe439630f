-- Keeps what a debtor is about to get, in place of what an earlier attempt had.
-- Reads: nothing. Writes: first_dispatch_papers.
insert into first_dispatch_papers (company_id, first_dispatch_id, pdf, page_count, mail)
select $1, n.id, n.pdf, n.page_count, n.mail
from unnest($2::uuid[], $3::bytea[], $4::integer[], $5::jsonb[]) as n (id, pdf, page_count, mail)
on conflict (company_id, first_dispatch_id)
do update set pdf = excluded.pdf, page_count = excluded.page_count, mail = excluded.mail
