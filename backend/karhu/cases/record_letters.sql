-- Records that the letters of cases' steps were sent, and moves the cases to their next steps.
-- Reads: nothing. Writes: cases.
update cases k
set step_number = n.step_number + 1,
    next_on = n.next_on,
    reminder_sent_on = case when n.step = 'reminder' then $2::date else k.reminder_sent_on end,
    notice_sent_on = case when n.step = 'notice' then $2::date else k.notice_sent_on end,
    collection_sent_on =
        case when n.step = 'collection_letter' then $2::date else k.collection_sent_on end,
    warning_sent_on =
        case when n.step = 'possession_warning' then $2::date else k.warning_sent_on end,
    last_pay_by_on = n.pay_by_on
from json_to_recordset($3::json) as n (
    case_id uuid, step_number smallint, step text, pay_by_on date, next_on date)
where k.company_id = $1 and k.id = n.case_id and k.step_number = n.step_number
