-- What each replay of the ledger came to. The findings are the first of them, as JSON.
create table verification (
    id         uuid        not null,
    started_at timestamptz not null,
    ended_at   timestamptz not null,
    up_to      bigint      not null,
    postings   bigint      not null,
    entries    bigint      not null,
    accounts   bigint      not null,
    failures   bigint      not null,
    findings   text        not null,
    constraint verification_pk primary key (id)
);
create index verification_by_end on verification (ended_at);

create trigger verification_is_append_only before update or delete or truncate on verification
    for each statement execute function refuse_change();

grant select, insert on verification to headroom_service;
