-- Change what holds for a whole mass run.
-- Reads: nothing. Writes: mass_runs by key.
update mass_runs
set phase = $3, interest_on = $4, pay_by_on = $5, claims_interest = $6, claims_fees = $7,
    prints_summary = $8, version = version + 1, change_count = change_count + 1
where company_id = $1 and id = $2
