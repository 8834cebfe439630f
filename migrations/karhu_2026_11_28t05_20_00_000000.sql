alter table customers
    add column interest_basis text,
    add column interest_percent numeric(5, 2),
    add constraint customers_interest
        check ((interest_percent is not null) = (interest_basis is not distinct from 'agreed'));
