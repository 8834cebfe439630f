-- The person behind a session that still lasts.
-- Reads: sessions by primary key, users by primary key. Writes: nothing.
select u.id, u.name, u.office_id, u.office_role, u.owns_invoices_only, s.csrf_token
from sessions s
join users u on u.id = s.user_id
where s.token_hash = $1 and s.expires_at > $2
