-- The same run as one set-based statement: decide in SQL, and the same inserts. The hashes are of
-- each row alone, since a chain cannot be made set by set; the rest is what the run writes.
with facts as materialized (
    select k.id as case_id, k.step_number, k.rule_id, k.rule_version, i.id as invoice_id,
           i.customer_id, i.currency, i.open, i.due_on, i.disputed_since, c.kind as customer_kind,
           c.country, c.email, s.step ->> 'kind' as step, (s.step ->> 'fee')::numeric as fee,
           (s.step ->> 'minimum_open')::numeric as minimum_open,
           (s.step ->> 'days_to_pay')::int as days_to_pay,
           k.reminder_sent_on, k.last_pay_by_on, i.has_payment_plan, i.reminds_automatically,
           c.has_collection_ban, c.has_consumer_einvoice,
           case when k.step_number = 1 or s.step ->> 'anchor' = 'after_due'
               then i.due_on + (s.step ->> 'offset_days')::int
               else k.reminder_sent_on + (s.step ->> 'offset_days')::int end as reached_on
    from cases k
    join invoices i on i.company_id = $1 and i.id = k.invoice_id
    join customers c on c.company_id = $1 and c.id = i.customer_id
    join rule_versions v on v.company_id = $1 and v.rule_id = k.rule_id and v.version = k.rule_version
    cross join lateral (select v.steps -> (k.step_number - 1) as step) s
    left join decisions d on d.company_id = $1 and d.case_id = k.id and d.step_number = k.step_number
    where k.company_id = $1 and k.state = 'open' and k.next_on <= $2
      and d.outcome is distinct from 'act' and i.open > 0
), reasons as (
    select *,
           array_remove(array[
               case when has_collection_ban then 'collection_ban' end,
               case when has_payment_plan then 'payment_plan' end,
               case when not reminds_automatically then 'invoice_opted_out' end,
               case when has_consumer_einvoice and customer_kind = 'consumer'
                   then 'consumer_einvoice_agreement' end], null) as forfeits,
           array_remove(array[
               case when minimum_open > open then 'below_minimum_open' end,
               case when disputed_since <= $2 then 'disputed' end,
               case when email is null then 'channel_deactivated' end], null) as holds
    from facts where reached_on <= $2
), decided as materialized (
    select *, uuidv7() as dispatch_id,
           case when cardinality(forfeits) > 0 then 'forfeit'
                when cardinality(holds) > 0 then 'hold' else 'act' end as outcome
    from reasons
), stored as (
    insert into decisions (company_id, case_id, step_number, outcome, reasons, decided_on, run_id,
                           rule_version, law_version, facts)
    select $1, case_id, step_number, outcome,
           case when outcome = 'act' then '{step_reached}' else forfeits || holds end, $2, $3,
           rule_version, 'FI 2022-05-01',
           json_strip_nulls(json_build_object('customer_kind', customer_kind, 'country', country,
               'currency', currency, 'open', open::text, 'due_on', due_on, 'email', email,
               'reminder_sent_on', reminder_sent_on, 'last_pay_by_on', last_pay_by_on,
               'disputed_since', disputed_since))::text
    from decided
    on conflict (company_id, case_id, step_number) do nothing
    returning case_id
), advanced as (
    update cases k set step_number = k.step_number + 1, next_on = $2 + 14
    from decided n where k.company_id = $1 and k.id = n.case_id and n.outcome = 'forfeit'
), sent as (
    insert into dispatches (company_id, id, case_id, step_number, invoice_id, customer_id, rule_id,
                            step, channel, state, recipient, send_after, decided_on, pay_by_on, fee)
    select $1, dispatch_id, case_id, step_number, invoice_id, customer_id, rule_id, step, 'email',
           'queued', email, now(), $2, $2 + days_to_pay, least(fee, 5.00)
    from decided where outcome = 'act'
), fees as (
    insert into claims (company_id, invoice_id, fee, fee_dispatch_id)
    select $1, invoice_id, least(fee, 5.00), dispatch_id from decided
    where outcome = 'act' and fee is not null
), noted as (
    insert into exceptions (company_id, cause, case_id, step_number, invoice_id, customer_id, rule_id,
                            found_at, found_on)
    select $1, 'channel_deactivated', case_id, step_number, invoice_id, customer_id, rule_id, now(), $2
    from decided where outcome = 'hold' and 'channel_deactivated' = any(holds)
), logged as (
    insert into events (company_id, seq, recorded_at, occurred_on, kind, actor, outcome, reasons, step,
                        rule_id, case_id, invoice_id, customer_id, dispatch_id, detail, hash)
    select $1, row_number() over (), now(), $2, 'decided', 'automation', outcome,
           case when outcome = 'act' then '{step_reached}' else forfeits || holds end, step,
           rule_id, case_id, invoice_id, customer_id, case when outcome = 'act' then dispatch_id end,
           '{}', sha256((case_id::text || invoice_id || outcome || step_number)::bytea)
    from decided
)
select count(*) from stored
