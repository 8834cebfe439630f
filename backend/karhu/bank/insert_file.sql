-- Adds a bank file with what came of it, in the order of service._row.
-- Reads: nothing. Writes: bank_files.
insert into bank_files (
    company_id, created_at, id, sha256, byte_count, file_name, format, format_version, message_ids,
    accounts, accounts_were_checked, covers_from, covers_until, entry_count, new_count,
    duplicate_count, matched_count, unallocated_count, pending_count, ignored_count,
    replaced_count, sums, actor
)
values (
    $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20,
    $21, $22, $23
)
