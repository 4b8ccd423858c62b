-- The parties of an exporter, each fact by the day it began. A correction is a new revision; the old one stays.
create table party_revision (
    id                           bigint      not null generated always as identity,
    exporter                     text        not null,
    party                        text        not null,
    name                         text        not null,
    country                      char(2)     not null,
    headquarters                 char(2)     not null,
    ultimate_parent              text        not null,
    ultimate_parent_name         text        not null,
    ultimate_parent_headquarters char(2)     not null,
    valid_from                   date        not null,
    recorded_at                  timestamptz not null,
    actor                        text        not null,
    constraint party_revision_pk primary key (id)
);
create index party_revision_by_party on party_revision (exporter, party, valid_from, id);

create trigger party_revision_is_append_only before update or delete or truncate on party_revision
    for each statement execute function refuse_change();

grant select, insert on party_revision to headroom_service;
