-- Takes a transaction id; a row comes back unless it was used. A GET may be sent again as it was:
-- clients do so by themselves after an error of the server.
-- Reads and writes: netvisor_transactions by primary key.
insert into netvisor_transactions as t
    (company_id, partner_id, transaction_id, seen_at, method, mac)
values ($1, $2, $3, $4, $5, $6)
on conflict (company_id, partner_id, transaction_id) do update set seen_at = t.seen_at
    where t.method = 'GET' and excluded.method = 'GET' and t.mac = excluded.mac
returning 1
