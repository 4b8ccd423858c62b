-- Periods of a quota rule, closed by one person and reopened by two. Each change has its place in the one order of all
-- postings: it is made under the lock of the head, and `number` is the last posting before it. The last change of a
-- period counts; those before it are its history.
create table period_change (
    nth         bigint      not null,
    id          uuid        not null,
    act         text        not null,
    regime      text        not null,
    rule        text        not null,
    first_day   date        not null,
    last_day    date        not null,
    number      bigint      not null,
    reason      text        not null,
    changed_by  text        not null,
    changer     text        not null,
    changed_at  timestamptz not null,
    approved_by text,
    approver    text,
    constraint period_change_pk primary key (nth),
    constraint period_change_has_one_id unique (id),
    constraint period_change_is_a_known_one check (act in ('CLOSED', 'REOPENED')),
    constraint period_change_has_a_reason check (reason <> ''),
    constraint period_has_ended_before_it_changes check ((changed_at at time zone 'UTC')::date > last_day),
    constraint period_is_reopened_by_two_persons
        check ((act = 'REOPENED') = (approved_by is not null) and approved_by <> changed_by),
    constraint period_change_is_approved_as_a_whole check ((approved_by is null) = (approver is null))
);
create index period_change_by_period on period_change (regime, rule, first_day, nth);

-- How many changes there were: a writer that knows another number does not know which periods are closed.
alter table ledger_head add column period_changes bigint not null default 0;

create function closed_periods()
    returns table (regime text, rule text, first_day date, last_day date, reason text, closed_at timestamptz)
    language sql stable
begin atomic
    select p.regime, p.rule, p.first_day, p.last_day, p.reason, p.changed_at from period_change p
      where p.act = 'CLOSED' and not exists (select from period_change later
        where later.regime = p.regime and later.rule = p.rule and later.first_day = p.first_day and later.nth > p.nth);
end;

-- Whoever changes a period locks the head first, so that nothing is posted until the change is made or given up.
create function lock_head() returns bigint language sql volatile security definer
    set search_path = pg_catalog, public, pg_temp
    as $$ select number from ledger_head for update $$;

-- Each account says whether its period is closed, so that a batch is held to it by the look at its accounts that it
-- takes anyway.
alter table account add column closed boolean not null default false;
create policy the_owner_closes on account for update to current_user using (true);

create function open_in_its_period() returns trigger language plpgsql as $$
begin
    new.closed := exists (select from closed_periods() c
        where c.regime = new.regime and c.rule = new.rule and c.first_day = new.first_day);
    return new;
end $$;
create trigger account_is_open_or_closed_as_its_period before insert on account
    for each row execute function open_in_its_period();

-- The order is not for the caller to say.
create function place_period_change() returns trigger language plpgsql security definer
    set search_path = pg_catalog, public, pg_temp as $$
begin
    update ledger_head set period_changes = period_changes + 1
      returning period_changes, ledger_head.number into new.nth, new.number;
    if (new.act = 'CLOSED') = exists (select from closed_periods() c
            where c.regime = new.regime and c.rule = new.rule and c.first_day = new.first_day) then
        raise exception 'a period is closed and reopened by turns' using errcode = 'restrict_violation';
    end if;
    if new.act = 'CLOSED' and exists (select from account a where a.regime = new.regime and a.rule = new.rule
            and a.first_day = new.first_day and a.reserved > 0) then
        raise exception 'a period with reservations is not closed' using errcode = 'restrict_violation';
    end if;
    update account set closed = new.act = 'CLOSED'
      where regime = new.regime and rule = new.rule and first_day = new.first_day;
    return new;
end $$;
create trigger period_change_has_its_place before insert on period_change
    for each row execute function place_period_change();

create function refuse_reopening_without_approval() returns trigger language plpgsql as $$
begin
    if new.act = 'REOPENED' and not exists (select from approval a where a.id = new.id and a.act = 'REOPENING'
            and a.requested_by = new.changed_by and a.approved_by = new.approved_by
            and a.subject = new.regime || ':' || new.rule || ':' || new.first_day) then
        raise exception 'a period is reopened by two persons' using errcode = 'restrict_violation';
    end if;
    return new;
end $$;
create trigger period_is_reopened_as_approved before insert on period_change
    for each row execute function refuse_reopening_without_approval();
create trigger period_change_is_append_only before update or delete or truncate on period_change
    for each statement execute function refuse_change();

alter table approval drop constraint approval_is_of_a_known_act,
    drop constraint approval_is_of_an_exporter_or_of_a_regulator,
    add constraint approval_is_of_a_known_act
        check (act in ('CAP_CHANGE', 'MODE_CHANGE', 'REOPENING', 'RECORD', 'REVERSAL')),
    add constraint approval_is_of_an_exporter_or_of_a_regulator
        check ((exporter is null) = (act in ('CAP_CHANGE', 'MODE_CHANGE', 'REOPENING')));

-- A batch is decided on a head, and on the changes of periods that were made by then.
drop function advance_head(bigint, bigint, timestamptz);
create function advance_head(expected bigint, last bigint, at timestamptz, known bigint) returns void
    language plpgsql as $$
begin
    update ledger_head set number = last, recorded_at = at where number = expected and period_changes = known;
    if not found then
        raise exception 'posting % is no longer the last one, or a period was closed since', expected
            using errcode = 'serialization_failure';
    end if;
end $$;

-- As before; and in a closed period there is nothing new but what was recorded after the goods had left.
create or replace function refuse_unknown_names() returns trigger language plpgsql as $$
declare
    named bigint[] := array(select distinct unnest(accounts) from added);
    known bigint;
    has_closed boolean;
begin
    select count(*), bool_or(closed) into known, has_closed from account where id = any(named);
    if cardinality(named) <> known then
        raise exception 'a posting needs accounts that exist' using errcode = 'foreign_key_violation';
    end if;
    if exists (select from added a where a.evidence_digest is not null and not exists
            (select from evidence e where e.exporter = a.exporter and e.digest = a.evidence_digest)) then
        raise exception 'a posting needs evidence that exists' using errcode = 'foreign_key_violation';
    end if;
    if has_closed and exists (select from account a where a.id = any(named) and a.closed
            and exists (select from added p where p.kind <> 'RECORD' and a.id = any(p.accounts))) then
        raise exception 'the period is closed' using errcode = 'restrict_violation';
    end if;
    return null;
end $$;

-- A posting in a closed period is told, whatever the account's cap says.
alter table crossing drop constraint crossing_is_of_a_known_direction,
    add constraint crossing_is_of_a_known_direction check (direction in ('UP', 'DOWN', 'BREACH', 'CLOSED'));

-- Exporters are told that a period is closed, since when and why; not by whom.
grant select (nth, act, regime, rule, first_day, last_day, reason, changed_at) on period_change
    to headroom_service, headroom_writer;
grant select, insert on period_change to headroom_regulator;
revoke execute on function closed_periods(), lock_head(), place_period_change() from public;
grant execute on function closed_periods() to headroom_service, headroom_regulator, headroom_writer;
grant execute on function lock_head() to headroom_regulator;
