-- All that was recorded of a case's warnings, in the order of recording; what was withdrawn too.
-- Reads: possession_records by possession_records_case. Writes: nothing.
select * from possession_records where company_id = $1 and case_id = $2 order by recorded_at, id
