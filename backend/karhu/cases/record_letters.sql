-- Records that the letters of cases' steps were sent, and moves the cases to their next steps.
-- Reads: nothing. Writes: cases.
update cases k
set step_number = n.step_number + 1,
    next_on = n.next_on,
    reminder_sent_on = case when n.step = 'reminder' then $2::date else k.reminder_sent_on end,
    notice_sent_on = case when n.step = 'notice' then $2::date else k.notice_sent_on end,
    last_pay_by_on = n.pay_by_on
from unnest($3::uuid[], $4::smallint[], $5::text[], $6::date[], $7::date[])
    as n (id, step_number, step, pay_by_on, next_on)
where k.company_id = $1 and k.id = n.id and k.step_number = n.step_number
