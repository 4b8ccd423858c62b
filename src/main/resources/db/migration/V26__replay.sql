-- Replays of a stretch of the ledger under another law. They tell of every exporter, so only regulators and auditors
-- see any of this, and no exporter learns of a rival by one.
create table replay (
    id                   uuid        not null,
    scenario             text        not null,
    asked_by             text        not null,
    asked_by_name        text        not null,
    asked_at             timestamptz not null,
    state                text        not null default 'WAITING',
    started_at           timestamptz,
    ended_at             timestamptz,
    -- Of the postings up to `up_to`, those up to `done` are replayed.
    up_to                bigint      not null default 0,
    done                 bigint      not null default 0,
    licenses_refused     int         not null default 0,
    applications_refused int         not null default 0,
    undetermined         bigint      not null default 0,
    problem              text,
    constraint replay_pk primary key (id),
    constraint replay_is_in_a_known_state check (state in ('WAITING', 'RUNNING', 'DONE', 'FAILED', 'INTERRUPTED')),
    constraint replay_is_done_up_to_its_end check (done <= up_to and (state <> 'DONE' or done = up_to)),
    constraint replay_that_ended_says_when check ((ended_at is not null) = (state in ('DONE', 'FAILED',
        'INTERRUPTED')))
);
create index replay_unfinished on replay (asked_at) where state in ('WAITING', 'RUNNING');

-- A state that has ended stays.
create function refuse_change_of_ended_replay() returns trigger language plpgsql as $$
begin
    raise exception 'a replay that has ended does not change' using errcode = 'integrity_constraint_violation';
end $$;
create trigger replay_that_ended_stays before update on replay
    for each row when (old.ended_at is not null) execute function refuse_change_of_ended_replay();
create trigger replay_is_not_deleted before delete or truncate on replay
    for each statement execute function refuse_change();

-- How many shipments of an exporter to a destination came to what.
create table replay_total (
    replay      uuid           not null,
    destination text           not null,
    exporter    text           not null,
    verdict     text           not null,
    shipments   bigint         not null,
    tpp         numeric(26, 2) not null,
    constraint replay_total_pk primary key (replay, destination, exporter, verdict),
    constraint replay_total_is_of_a_replay foreign key (replay) references replay (id)
);

-- The shipments for which something is other. They come by the thousand and are only added, by the run whose id they
-- have, so nothing is asked of each row.
create table replay_change (
    replay   uuid   not null,
    number   bigint not null,
    exporter text   not null,
    verdict  text   not null,
    breach   boolean not null,
    quota    text,
    unit     text,
    cap      numeric(22, 2),
    used     numeric(22, 2),
    asked    numeric(22, 2),
    short_by numeric(22, 2),
    level    smallint,
    because  text,
    constraint replay_change_pk primary key (replay, number)
);

create trigger replay_total_is_append_only before update or delete or truncate on replay_total
    for each statement execute function refuse_change();
create trigger replay_change_is_append_only before update or delete or truncate on replay_change
    for each statement execute function refuse_change();

alter table replay_total enable row level security, force row level security;
alter table replay_change enable row level security, force row level security;
create policy regulators_see_all on replay_total to headroom_regulator using (true);
create policy regulators_see_all on replay_change to headroom_regulator using (true);
grant select, insert on replay, replay_total, replay_change to headroom_regulator;
grant update (state, started_at, ended_at, up_to, done, licenses_refused, applications_refused, undetermined, problem)
    on replay to headroom_regulator;
