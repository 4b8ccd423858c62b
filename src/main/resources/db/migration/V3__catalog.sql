-- What is said of each device, by the day it is said from. A correction is a new revision; the old one stays.
create table device_revision (
    device        text        not null,
    revision      int         not null,
    valid_from    date        not null,
    source        text        not null,
    specification text        not null,
    recorded_at   timestamptz not null,
    actor         text        not null,
    constraint device_revision_pk primary key (device, revision),
    constraint device_revision_counts_from_one check (revision > 0)
);
create index device_revision_by_recorded_at on device_revision (recorded_at);

create trigger device_revision_is_append_only before update or delete or truncate on device_revision
    for each statement execute function refuse_change();

grant select, insert on device_revision to headroom_service;
