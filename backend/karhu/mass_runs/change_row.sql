-- Keep what a person chose of one letter.
-- Reads: nothing. Writes: mass_run_rows (primary key).
insert into mass_run_rows (company_id, mass_run_id, phase, subject_id, is_selected, is_removed, step_number, fee,
                           recipient_ids)
values ($1, $2, 'send', $3, $4, $5, $6, $7, $8)
on conflict (company_id, mass_run_id, phase, subject_id) do update
set is_selected = excluded.is_selected, is_removed = excluded.is_removed,
    step_number = excluded.step_number, fee = excluded.fee, recipient_ids = excluded.recipient_ids
