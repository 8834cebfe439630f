-- The facts of one invoice, in the order of facts.Facts. Expects invoices i, customers c, and
-- cases k, claims f, decisions d, which may be missing, and the holds of fact_joins.sql.
k.id, i.id, i.customer_id, k.state, k.step_number,
c.rule_id, c.kind, c.country, c.email,
(c.has_collection_ban::int
    | i.has_payment_plan::int * 2
    | (not i.reminds_automatically)::int * 4
    | (i.financing = 'factoring')::int * 8
    | (i.is_at_agency or k.handed_over_on is not null)::int * 16
    | c.has_consumer_einvoice::int * 32
    | c.has_direct_debit::int * 64
    | i.is_in_sending::int * 128
    | (i.sent_on is null)::int * 256
    | coalesce(k.was_outside, false)::int * 512
    | (coalesce(c.einvoice_address, '') <> '')::int * 1024
    | (coalesce(c.street, '') <> '' and coalesce(c.postcode, '') <> '' and coalesce(c.city, '') <> '')::int * 2048
    | coalesce(d.outcome = 'hold' and strpos(d.facts, '"is_held_for_review"') > 0, false)::int * 4096),
i.kind, i.currency, i.total, i.open, coalesce(f.fee - f.fee_paid + f.interest - f.interest_paid + f.compensation - f.compensation_paid, 0),
coalesce(f.fee_count, 0), i.sent_on, i.due_on, i.trade_name,
i.reminded_on, i.noticed_on, i.collected_on,
k.reminder_sent_on, k.notice_sent_on, k.collection_sent_on, k.warning_sent_on,
k.last_pay_by_on, i.promised_on, i.disputed_since, c.automation_since, i.received_on,
d.outcome,
-- a hold that stopped a message on its way is new to the next run, which tells a person of it
case when d.outcome = 'hold' and strpos(d.facts, '"was_stopped"') > 0 then null else d.reasons end,
case when d.outcome = 'hold' then d.facts::json ->> 'failed_recipient' end,
k.counts_from_on, nullif(concat_ws(',', hi.holds, hc.holds), ''),
k.rule_id, k.rule_version
