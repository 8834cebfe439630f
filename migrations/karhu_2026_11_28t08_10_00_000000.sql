-- What a company's letters say in its own words, one default a kind of letter at most.
create table templates (
    company_id uuid not null references companies,
    id uuid not null default uuidv7(),
    kind text not null,
    name text not null,
    is_default boolean not null default false,
    version integer not null default 1,
    etag integer not null default 1,
    deleted_at timestamptz,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    primary key (company_id, id)
);
create unique index templates_default on templates (company_id, kind)
    where is_default and deleted_at is null;
create unique index templates_name on templates (company_id, kind, lower(name))
    where deleted_at is null;

-- Every version is kept: what a letter said is known for as long as the letter is.
create table template_versions (
    company_id uuid not null,
    template_id uuid not null,
    version integer not null,
    texts jsonb not null,
    created_by text not null,
    created_at timestamptz not null default now(),
    primary key (company_id, template_id, version),
    foreign key (company_id, template_id) references templates
);

create table looks (
    company_id uuid not null primary key references companies,
    colour text not null,
    logo bytea,
    logo_kind text not null default '',
    version integer not null default 1,
    updated_at timestamptz not null default now()
);
alter table looks alter column logo set storage external;  -- pictures are compressed already

alter table letters
    add column template_id uuid,
    add column template_version integer;

grant select, insert, update on templates, looks to karhu_app;
grant select, insert on template_versions to karhu_app;
do $$
declare tenant text;
begin
    foreach tenant in array array['templates', 'template_versions', 'looks'] loop
        execute format('alter table %I enable row level security', tenant);
        execute format('create policy own_company on %I using '
            '(company_id = (select karhu_company()) or (select karhu_sees_all()))', tenant);
    end loop;
end $$;
create index letters_template on letters (company_id, template_id, template_version)
    where template_id is not null;
