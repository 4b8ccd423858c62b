-- Views of the pages that people keep: an address with what it filters by. What an exporter's people keep is theirs;
-- what regulators and auditors keep belongs to no exporter.
create table saved_view (
    id        uuid        not null,
    exporter  text                 default current_exporter(),
    owner     text        not null,
    owner_name text       not null,
    name      text        not null,
    address   text        not null,
    is_shared boolean     not null,
    saved_at  timestamptz not null,
    constraint saved_view_pk primary key (id),
    constraint saved_view_has_a_name check (length(name) between 1 and 80),
    constraint saved_view_is_a_page_of_ours check (address ~ '^/[a-z]' and length(address) <= 2000),
    constraint saved_view_has_a_name_of_its_own unique nulls not distinct (exporter, owner, name)
);

comment on column saved_view.owner is 'the subject of the token of who keeps it';
comment on column saved_view.is_shared is 'whether all of the same exporter, or all regulators and auditors, see it';

alter table saved_view enable row level security, force row level security;
create policy exporters_see_their_own on saved_view to headroom_service
    using (exporter = (select current_exporter()));
create policy regulators_see_theirs on saved_view to headroom_regulator using (exporter is null);
grant select, insert, delete on saved_view to headroom_service, headroom_regulator;
grant update (address, is_shared, saved_at) on saved_view to headroom_service, headroom_regulator;
