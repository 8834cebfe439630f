-- Keep which rows of a phase were selected; null is as proposed.
-- Reads: nothing. Writes: mass_run_rows (primary key).
insert into mass_run_rows (company_id, mass_run_id, phase, subject_id, is_selected)
select $1, $2, $3, s, $5 from unnest($4::uuid[]) s order by s
on conflict (company_id, mass_run_id, phase, subject_id) do update set is_selected = excluded.is_selected
