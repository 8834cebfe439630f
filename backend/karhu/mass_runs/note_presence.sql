-- Note that a person looks at a phase of a mass run.
-- Reads: nothing. Writes: mass_run_presences (primary key).
insert into mass_run_presences (company_id, mass_run_id, user_id, name, phase, seen_at)
values ($1, $2, $3, $4, $5, $6)
on conflict (company_id, mass_run_id, user_id) do update
set name = excluded.name, phase = excluded.phase, seen_at = excluded.seen_at
