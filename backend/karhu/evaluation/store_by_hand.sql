-- Stores what a person decided: the step that acts, and the steps that they passed over for it.
-- Reads: nothing. Writes: decisions.
insert into decisions as d (company_id, case_id, step_number, outcome, reasons, decided_on, run_id,
                            rule_version, law_version, facts)
select $1, n.case_id, n.step_number, n.outcome, array[n.reason], $2, null, n.rule_version,
       n.law_version, n.facts
from json_to_recordset($3::json) as n (
    case_id uuid, step_number smallint, outcome text, reason text, rule_version integer,
    law_version text, facts text)
on conflict (company_id, case_id, step_number) do update
set outcome = excluded.outcome, reasons = excluded.reasons, decided_on = excluded.decided_on,
    run_id = null, rule_version = excluded.rule_version, law_version = excluded.law_version,
    facts = excluded.facts
