alter table companies
    add column is_housing_company boolean not null default false,
    add column reminder_fee_is_agreed boolean not null default false,
    add column interest_basis text not null default 'statutory',
    add column interest_percent numeric(5, 2),
    add column interest_free_days integer not null default 0,
    add column claims_compensation boolean not null default false;

alter table claims add column fee_count integer not null default 0;
