-- Who the exporters are: the word by which each row here names one, and its organization in Keycloak, whose id tokens
-- carry. A row is never changed: a word that meant one company yesterday and another today would hand over its book.
create table exporter (
    exporter      text        not null,
    organization  uuid        not null,
    legal_name    text        not null,
    domain        text        not null,
    registered_by text        not null,
    registrar     text        not null,
    registered_at timestamptz not null,
    constraint exporter_pk primary key (exporter),
    constraint exporter_is_one_organization unique (organization),
    constraint exporter_is_a_short_word check (exporter ~ '^[a-z][a-z0-9-]{1,40}$'),
    constraint exporter_has_a_legal_name check (length(legal_name) between 1 and 200),
    constraint exporter_has_a_domain check (length(domain) between 1 and 255)
);

create trigger exporter_is_append_only before update or delete or truncate on exporter
    for each statement execute function refuse_change();

grant select on exporter to headroom_service;
grant select, insert on exporter to headroom_regulator;

alter table exporter enable row level security, force row level security;
create policy regulators_see_all on exporter to headroom_regulator using (true);
create policy exporters_see_their_own on exporter for select to headroom_service
    using (exporter = (select current_exporter()));
