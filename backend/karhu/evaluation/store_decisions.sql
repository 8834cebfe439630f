-- Stores one decision for each (case, step); a hold is replaced, an act or a forfeit never is.
-- Reads: nothing. Writes: decisions. The facts stay text until somebody asks: parsing them costs
-- more than storing them.
insert into decisions as d (company_id, case_id, step_number, outcome, reasons, decided_on, run_id,
                            rule_version, law_version, facts)
select $1, n.case_id, n.step_number, n.outcome, string_to_array(n.reasons, ','), $2, $3,
       n.rule_version, n.law_version, n.facts
from unnest($4::uuid[], $5::smallint[], $6::text[], $7::text[], $8::int[], $9::text[], $10::text[])
    as n (case_id, step_number, outcome, reasons, rule_version, law_version, facts)
on conflict (company_id, case_id, step_number) do update
set outcome = excluded.outcome, reasons = excluded.reasons, decided_on = excluded.decided_on,
    run_id = excluded.run_id, rule_version = excluded.rule_version,
    law_version = excluded.law_version, facts = excluded.facts
where d.outcome = 'hold'
