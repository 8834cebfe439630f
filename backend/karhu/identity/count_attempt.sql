-- Counts a sign-in as failed before its password is looked at, so that many at once cannot pass
-- the lock; no row when the address is locked. From the fifth failure on it locks for 1, 2, 4 ...
-- at most 15 minutes; a day without failures forgets them.
-- Reads and writes: sign_in_attempts by primary key.
insert into sign_in_attempts as a (email_hash, failed_count, last_failed_at)
values ($1, 1, $2)
on conflict (email_hash) do update set
    failed_count = case when a.last_failed_at < $2 - interval '1 day' then 1
                        else a.failed_count + 1 end,
    last_failed_at = $2,
    locked_until = case when a.last_failed_at >= $2 - interval '1 day' and a.failed_count >= 4
                        then $2 + interval '1 minute' * least(2 ^ least(a.failed_count - 4, 4), 15)
                        end
where a.locked_until is null or a.locked_until <= $2
returning failed_count
