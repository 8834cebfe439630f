-- Gives back the step of a letter that did not arrive: its case stands where it stood when that
-- letter was decided on, unless it has moved on since.
-- Reads: decisions by key. Writes: cases by key.
update cases k
set step_number = d.step_number, next_on = d.decided_on,
    reminder_sent_on = (d.facts::json ->> 'reminder_sent_on')::date,
    notice_sent_on = (d.facts::json ->> 'notice_sent_on')::date,
    collection_sent_on = (d.facts::json ->> 'collection_sent_on')::date,
    warning_sent_on = (d.facts::json ->> 'warning_sent_on')::date,
    last_pay_by_on = (d.facts::json ->> 'last_pay_by_on')::date
from decisions d
where k.company_id = $1 and k.id = $2 and k.step_number = $3 + 1 and k.state = 'open'
  and d.company_id = $1 and d.case_id = k.id and d.step_number = $3
returning k.id
