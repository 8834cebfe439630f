-- Moves the cases whose step was given up to their next step; one that moved already stays.
-- Reads: staged. Writes: cases.
update cases k
set step_number = s.step_number + 1, next_on = s.next_on,
    counts_from_on = case when 'payment_plan' = any(s.reasons) then $2::date else k.counts_from_on end
from staged s
where s.outcome = 'forfeit' and k.company_id = $1 and k.id = s.case_id
  and k.step_number = s.step_number
