-- Stores one decision for each (case, step); a hold is replaced, an act or a forfeit never is.
-- Reads: staged. Writes: decisions. The facts stay text until somebody asks: parsing them costs
-- more than storing them.
insert into decisions as d (company_id, case_id, step_number, outcome, reasons, decided_on, run_id,
                            rule_version, law_version, facts)
select $1, s.case_id, s.step_number, s.outcome, s.reasons, $2, $3, s.rule_version, s.law_version,
       s.facts
from staged s
on conflict (company_id, case_id, step_number) do update
set outcome = excluded.outcome, reasons = excluded.reasons, decided_on = excluded.decided_on,
    run_id = excluded.run_id, rule_version = excluded.rule_version,
    law_version = excluded.law_version, facts = excluded.facts
where d.outcome = 'hold'
