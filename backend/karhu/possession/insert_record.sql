-- Records one thing of a possession warning.
-- Reads: nothing. Writes: possession_records.
insert into possession_records (company_id, id, case_id, round, kind, happened_on, reference, note,
                                tenant_name, subject, addressee, way, outcome, served_on,
                                lasts_until, recorded_by, recorded_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
