-- Turns a message that was sent, or may have been, into one that failed. What it cost stays.
-- Reads: nothing. Writes: dispatches by key.
update dispatches
set state = 'failed', failure_code = $3, failure = $4, answer = $3, answer_text = $4,
    answered_at = $5, lease_token = null, lease_until = null
where company_id = $1 and id = $2
