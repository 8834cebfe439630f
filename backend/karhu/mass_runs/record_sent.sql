-- Note on rows that their letters were sent, by whom, and what they came to.
-- Reads: nothing. Writes: mass_run_rows (primary key).
update mass_run_rows r
set sent_by = $3, sent_at = $4, dispatch_ids = s.dispatch_ids, sent_letter = s.letter
from json_to_recordset($5::json) s (case_id uuid, dispatch_ids uuid[], letter jsonb)
where r.company_id = $1 and r.mass_run_id = $2 and r.phase = 'send' and r.subject_id = s.case_id
