-- Puts the decisions of cases back as they were before a person chose a step, to the letter.
-- Reads: nothing. Writes: decisions.
with before as (
    select * from json_to_recordset($2::json) as n (
        case_id uuid, step_number smallint, decisions json)
), gone as (
    delete from decisions d using before b
    where d.company_id = $1 and d.case_id = b.case_id and d.step_number >= b.step_number
      and not exists (select from json_to_recordset(b.decisions) as o (step_number smallint)
                      where o.step_number = d.step_number)
)
insert into decisions as d (company_id, case_id, step_number, outcome, reasons, decided_on, run_id,
                            rule_version, law_version, facts)
select $1, b.case_id, o.step_number, o.outcome, o.reasons, o.decided_on, o.run_id, o.rule_version,
       o.law_version, o.facts
from before b
cross join lateral json_to_recordset(b.decisions) as o (
    step_number smallint, outcome text, reasons text[], decided_on date, run_id uuid,
    rule_version integer, law_version text, facts text)
on conflict (company_id, case_id, step_number) do update
set outcome = excluded.outcome, reasons = excluded.reasons, decided_on = excluded.decided_on,
    run_id = excluded.run_id, rule_version = excluded.rule_version,
    law_version = excluded.law_version, facts = excluded.facts
