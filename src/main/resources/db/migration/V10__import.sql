-- Files of shipments that an exporter uploads: checked row by row, then posted.

create table import_job (
    id           uuid        not null,
    exporter     text        not null,
    actor        text        not null,
    actor_name   text        not null,
    file_name    text        not null,
    size         bigint      not null,
    sha256       bytea       not null,
    mode         text        not null,
    state        text        not null,
    percent      smallint    not null default 0,
    rows         int         not null default 0,
    good         int         not null default 0,
    bad          int         not null default 0,
    already      int         not null default 0,
    posted       int         not null default 0,
    failed       int         not null default 0,
    -- Rows up to this one have their outcome; a posting that was interrupted goes on after it.
    done_to      int         not null default 0,
    first_day    date,
    problem      text,
    poster       text,
    poster_name  text,
    received_at  timestamptz not null,
    checked_at   timestamptz,
    posted_at    timestamptz,
    constraint import_job_pk primary key (id),
    constraint import_job_is_in_a_known_mode check (mode in ('ALL_OR_NOTHING', 'GOOD_ROWS')),
    constraint import_job_is_in_a_known_state check (state in ('RECEIVED', 'CHECKING', 'CHECKED', 'POSTING', 'POSTED',
        'REFUSED')),
    constraint import_job_counts_every_row check (rows = good + bad + already and posted + failed <= good + already)
);
create index import_job_by_exporter on import_job (exporter, received_at);
create index import_job_unfinished on import_job (received_at) where state in ('RECEIVED', 'CHECKING', 'POSTING');

-- The bytes as they came, in parts, so that nobody has to hold all of them: the evidence of what was asked.
create table import_file (
    import uuid  not null,
    part   int   not null,
    bytes  bytea not null,
    constraint import_file_pk primary key (import, part),
    constraint import_file_is_of_an_import foreign key (import) references import_job (id)
);
alter table import_file alter column bytes set storage external;

create trigger import_file_is_append_only before update or delete or truncate on import_file
    for each statement execute function refuse_change();

-- A row as understood, with the id its posting will have, or with what is wrong about it. GOOD becomes POSTED by the
-- job's done_to passing it; only a row that could not be posted is written again.
create table import_row (
    import    uuid  not null,
    number    int   not null,
    state     text  not null,
    request   text,
    posting   uuid,
    effect    bytea,
    errors    text,
    constraint import_row_pk primary key (import, number),
    constraint import_row_is_of_an_import foreign key (import) references import_job (id),
    constraint import_row_is_in_a_known_state check (state in ('GOOD', 'BAD', 'ALREADY', 'FAILED')),
    constraint import_row_that_is_good_can_be_posted check (state <> 'GOOD' or (request is not null and posting is not null)),
    constraint import_row_that_is_bad_says_why check (state not in ('BAD', 'FAILED') or errors is not null)
);
create index import_row_with_errors on import_row (import, number) where errors is not null;

-- What all good rows together ask of each account, and how much of it has been turned into charges.
create table import_hold (
    import  uuid           not null,
    account text           not null,
    spec    text           not null,
    binding boolean        not null,
    amount  numeric(22, 2) not null,
    used    numeric(22, 2) not null default 0,
    constraint import_hold_pk primary key (import, account),
    constraint import_hold_is_of_an_import foreign key (import) references import_job (id),
    constraint import_hold_uses_no_more_than_it_holds check (used between 0 and amount)
);

grant select, insert on import_job, import_file to headroom_service;
grant update (state, percent, rows, good, bad, already, posted, failed, done_to, first_day, problem, poster,
    poster_name, checked_at, posted_at) on import_job to headroom_service;
grant select, insert, update, delete on import_row, import_hold to headroom_service;
