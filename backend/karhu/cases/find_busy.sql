-- Which of these cases have a letter on its way, or one whose fate is not known: they are not to change.
-- Reads: dispatches (dispatches_once). Writes: nothing.
select distinct case_id from dispatches
where company_id = $1 and case_id = any($2::uuid[])
  and state in ('proposed', 'queued', 'sending', 'unknown')
