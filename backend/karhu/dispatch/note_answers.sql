-- Notes what was said of messages that were sent, unless as much is known already.
-- Reads: nothing. Writes: dispatches by key.
update dispatches d
set answer = n.outcome, answer_text = n.text, answered_at = n.at
from json_to_recordset($2::json) as n (id uuid, outcome text, text text, at timestamptz)
where d.company_id = $1 and d.id = n.id and d.state = 'sent'
  and array_position(array['accepted', 'delayed', 'delivered'], n.outcome)
      > coalesce(array_position(array['accepted', 'delayed', 'delivered'], d.answer), 0)
returning d.*
