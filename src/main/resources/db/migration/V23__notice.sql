-- Warnings that no posting caused. An exporter is told that the band of a quota it counts in has risen at midnight UTC;
-- regulators are told of a record that waits for its second person, for until then it is not in the ledger.
create table notice_head (
    id  smallint not null default 1,
    nth bigint   not null,
    constraint notice_head_pk primary key (id),
    constraint notice_head_is_one_row check (id = 1)
);
insert into notice_head (nth) values (0);

-- `number` is the last posting before it: warnings of both kinds have one order.
create table notice (
    nth       bigint      not null,
    id        uuid        not null,
    kind      text        not null,
    exporter  text        not null,
    number    bigint      not null,
    raised_at timestamptz not null,
    quota     text,
    title     text,
    citation  text,
    band      text,
    day       date,
    approval  uuid,
    constraint notice_pk primary key (nth),
    constraint notice_has_one_id unique (id),
    constraint notice_is_of_a_known_kind check (kind in ('BAND', 'PENDING')),
    constraint notice_of_a_band_is_whole check ((kind = 'BAND') = (quota is not null and title is not null
        and citation is not null and day is not null and band in ('AMBER', 'RED', 'CLOSED')) and (kind = 'PENDING')
        = (approval is not null)),
    constraint notice_of_a_band_is_once_for_each_exporter_and_day unique (quota, exporter, day),
    constraint notice_of_a_record_is_once unique (approval)
);
create index notice_by_number on notice (number);

create function place_notice() returns trigger language plpgsql security definer
    set search_path = pg_catalog, public, pg_temp as $$
begin
    update notice_head set nth = notice_head.nth + 1 returning notice_head.nth into new.nth;
    select h.number into new.number from ledger_head h;
    return new;
end $$;
create trigger notice_has_its_place before insert on notice for each row execute function place_notice();
create trigger notice_is_append_only before update or delete or truncate on notice
    for each statement execute function refuse_change();

create function tell_pending_record() returns trigger language plpgsql security definer
    set search_path = pg_catalog, public, pg_temp as $$
begin
    insert into notice (id, kind, exporter, raised_at, approval)
      values (gen_random_uuid(), 'PENDING', new.exporter, new.requested_at, new.id);
    return null;
end $$;
create trigger approval_of_a_record_is_told after insert on approval
    for each row when (new.act = 'RECORD') execute function tell_pending_record();
revoke execute on function place_notice(), tell_pending_record() from public;

alter table notice enable row level security, force row level security;
create policy the_owner_tells_of_records on notice for insert to current_user with check (kind = 'PENDING');
create policy exporters_see_their_own on notice for select to headroom_service
    using (exporter = (select current_exporter()));
create policy regulators_see_all on notice to headroom_regulator using (true);
grant select on notice to headroom_service;
grant select, insert on notice to headroom_regulator;

-- The day whose bands were told last. Who tells them holds the row.
create table band_day (
    id  smallint not null default 1,
    day date     not null,
    constraint band_day_pk primary key (id),
    constraint band_day_is_one_row check (id = 1)
);
insert into band_day (day) values ((now() at time zone 'UTC')::date);
grant select, update on band_day to headroom_regulator;

-- How far these were mailed.
alter table alert_delivery add column notice bigint not null default 0;

-- A person acknowledges either kind.
alter table alert_acknowledgement drop constraint alert_acknowledgement_is_of_a_crossing;
drop policy exporters_acknowledge_what_they_see on alert_acknowledgement;
create policy exporters_acknowledge_what_they_see on alert_acknowledgement for insert to headroom_service
    with check (exporter = (select current_exporter())
        and (exists (select from crossing c where c.id = alert_acknowledgement.crossing)
          or exists (select from notice n where n.id = alert_acknowledgement.crossing)));
create function refuse_unknown_warning() returns trigger language plpgsql as $$
begin
    if not exists (select from crossing c where c.id = new.crossing)
            and not exists (select from notice n where n.id = new.crossing) then
        raise exception 'there is no such warning' using errcode = 'foreign_key_violation';
    end if;
    return null;
end $$;
create trigger alert_acknowledgement_is_of_a_warning after insert on alert_acknowledgement
    for each row execute function refuse_unknown_warning();
