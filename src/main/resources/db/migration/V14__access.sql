-- Who sees which rows. Each table that holds an exporter's rows is under row-level security, forced, so that it binds
-- the owner too: a later migration that changes rows of such a table lifts it first (alter table … no force row level
-- security) and forces it again. For the same reason only a role that bypasses it can dump the tables.
--
-- headroom_service sees what belongs to the exporter that its connection names, and nothing before one is named.
-- headroom_regulator sees all, and writes what regulators write. headroom_writer posts.

create function current_exporter() returns text language sql stable parallel safe
    return nullif(current_setting('headroom.exporter', true), '');

-- What belongs to an exporter says so, and its keys hold it.
alter table alert_acknowledgement add column exporter text default current_exporter();
update alert_acknowledgement a set exporter =
    (select p.exporter from posting p where p.actor = a.acknowledged_by and p.exporter is not null limit 1);

alter table import_job add constraint import_job_is_of_one_exporter unique (id, exporter);
alter table import_file add column exporter text default current_exporter();
alter table import_row add column exporter text default current_exporter();
alter table import_hold add column exporter text default current_exporter();
alter table import_file disable trigger import_file_is_append_only;
update import_file set exporter = j.exporter from import_job j where j.id = import;
update import_row set exporter = j.exporter from import_job j where j.id = import;
update import_hold set exporter = j.exporter from import_job j where j.id = import;
alter table import_file enable trigger import_file_is_append_only;
alter table import_file alter column exporter set not null,
    drop constraint import_file_is_of_an_import,
    add constraint import_file_is_of_an_import foreign key (import, exporter) references import_job (id, exporter);
alter table import_row alter column exporter set not null,
    drop constraint import_row_is_of_an_import,
    add constraint import_row_is_of_an_import foreign key (import, exporter) references import_job (id, exporter);
alter table import_hold alter column exporter set not null,
    drop constraint import_hold_is_of_an_import,
    add constraint import_hold_is_of_an_import foreign key (import, exporter) references import_job (id, exporter);

-- What exporters need not touch.
revoke select on account_day, account_day_head, crossing, alert_delivery, cap_change, verification
    from headroom_service;
revoke insert, update on cap_change from headroom_service;
revoke update (approved_by, approver, approved_at, posting) on cap_change from headroom_service;
revoke update on alert_delivery, import_row, import_hold from headroom_service;
revoke insert on verification from headroom_service;
grant update (state, errors) on import_row to headroom_service;
grant update (used) on import_hold to headroom_service;
-- All of a warning but who caused it.
grant select (id, number, account, level, direction, used, cap, recorded_at) on crossing to headroom_service;

grant select on ledger_head, account, posting, entry, account_day, account_day_head, crossing, device_revision,
    alert_acknowledgement, alert_delivery, cap_change, verification to headroom_regulator;
grant insert on device_revision, alert_acknowledgement, cap_change, verification to headroom_regulator;
grant update on alert_delivery to headroom_regulator;
grant update (approved_by, approver, approved_at, posting) on cap_change to headroom_regulator;
-- Which imports somebody must go on with, and on whose behalf.
grant select (id, exporter, state, received_at) on import_job to headroom_regulator;

do $$
declare
    of_exporters constant text[] := '{account, posting, entry, posting_name, account_day, crossing, party_revision,
        alert_acknowledgement, application, import_job, import_file, import_row, import_hold}';
    of_regulators constant text[] := '{account, posting, entry, account_day, crossing, alert_acknowledgement,
        import_job}';
    of_the_ledger constant text[] := '{account, posting, entry, posting_name, account_day, crossing}';
    name text;
begin
    foreach name in array of_exporters loop
        execute format('alter table %I enable row level security, force row level security', name);
    end loop;
    foreach name in array of_regulators loop
        execute format('create policy regulators_see_all on %I to headroom_regulator using (true)', name);
    end loop;
    foreach name in array of_the_ledger loop
        execute format('create policy the_writer_sees_all on %I to headroom_writer using (true)', name);
    end loop;
    foreach name in array '{posting, party_revision, application, import_job, import_file, import_row,
            import_hold}'::text[] loop
        execute format('create policy exporters_see_their_own on %I to headroom_service
            using (exporter = (select current_exporter()))', name);
    end loop;
end $$;

-- A quota without an exporter is shared: every exporter counts in it.
create policy exporters_see_their_own_and_what_is_shared on account to headroom_service
    using (exporter = (select current_exporter()) or exporter is null and (select current_exporter()) is not null);
-- These look at a table that is under row-level security itself.
create policy exporters_see_what_their_postings_did on entry to headroom_service
    using (exists (select from posting p where p.number = entry.number));
create policy exporters_see_the_names_of_their_postings on posting_name to headroom_service
    using (exists (select from posting p where p.number = posting_name.number));
create policy exporters_see_warnings_of_accounts_they_see on crossing to headroom_service
    using (exists (select from account a where a.id = crossing.account));
create policy exporters_see_their_own on alert_acknowledgement for select to headroom_service
    using (exporter = (select current_exporter()));
create policy exporters_acknowledge_what_they_see on alert_acknowledgement for insert to headroom_service
    with check (exporter = (select current_exporter())
        and exists (select from crossing c where c.id = alert_acknowledgement.crossing));

-- How an account stood is a sum over the postings of all who count in it. An exporter is told the sum and sees no part
-- of it, so the four functions below read as the owner, which sees these tables and no others. They answer for accounts
-- that the caller may see, and need no policy on each of many rows.
create policy the_owner_adds_up on account for select to current_user using (true);
create policy the_owner_adds_up on posting for select to current_user using (true);
create policy the_owner_adds_up on entry for select to current_user using (true);
create policy the_owner_adds_up on account_day for select to current_user using (true);

create function readable(accounts bigint[]) returns setof bigint language sql stable security definer
    set search_path = pg_catalog, public, pg_temp
begin atomic
    select a.id from account a where a.id = any(accounts)
        and (session_user = 'headroom_regulator' or a.exporter = current_exporter()
            or a.exporter is null and current_exporter() is not null);
end;

-- The last posting recorded by a moment; 0 before the first. It tells a number, not a posting.
alter function number_at(timestamptz) security definer set search_path = pg_catalog, public, pg_temp;

-- Each account after its last posting up to this one.
create function held_at(accounts bigint[], last bigint)
    returns table (account bigint, reserved numeric, charged numeric, cap numeric)
    language sql stable security definer set search_path = pg_catalog, public, pg_temp
begin atomic
    select t.account, e.reserved_after, e.charged_after, e.cap_after
      from readable(accounts) as t(account) cross join lateral (
        select reserved_after, charged_after, cap_after from entry
          where entry.account = t.account and number <= last order by number desc limit 1) e;
end;

-- What took effect on each account by a day, as far as it was recorded before another: from the roll-ups, and from the
-- entries that they do not hold yet.
--   known       the last posting that counts; null for the last of all
--   day_before  the last posting recorded before the day `recorded`; null for the last of all
create function held_on(accounts bigint[], known bigint, day_before bigint, effective date, recorded date)
    returns table (account bigint, reserved numeric, charged numeric, last bigint)
    language sql stable security definer set search_path = pg_catalog, public, pg_temp
begin atomic
    with book as (select coalesce(known, h.number) as last, least(coalesce(day_before, h.number), d.number) as rolled_up
        from ledger_head h, account_day_head d)
    select t.account, coalesce(d.reserved, 0) + coalesce(e.reserved, 0),
        coalesce(d.charged, 0) + coalesce(e.charged, 0), book.last
      from book cross join readable(accounts) as t(account)
      cross join lateral (select sum(day.reserved) as reserved, sum(day.charged) as charged from account_day day
        where day.account = t.account and day.effective_on <= effective and day.recorded_on < recorded) d
      cross join lateral (select sum(reserved_delta) as reserved, sum(charged_delta) as charged from entry
        where entry.account = t.account and number > book.rolled_up and number <= book.last
          and effective_on <= effective) e;
end;

-- What an account gained on each effective day.
create function gained(asked bigint) returns table (effective_on date, reserved numeric, charged numeric)
    language sql stable security definer set search_path = pg_catalog, public, pg_temp
begin atomic
    select moved.effective_on, sum(moved.reserved), sum(moved.charged)
      from readable(array[asked]) as t(account) cross join lateral (
        select day.effective_on, day.reserved, day.charged from account_day day where day.account = t.account
        union all
        select entry.effective_on, reserved_delta, charged_delta from entry
          where entry.account = t.account and number > (select number from account_day_head)) moved
      group by moved.effective_on order by moved.effective_on;
end;

revoke execute on function readable(bigint[]), number_at(timestamptz), held_at(bigint[], bigint),
    held_on(bigint[], bigint, bigint, date, date), gained(bigint) from public;
grant execute on function number_at(timestamptz), held_at(bigint[], bigint),
    held_on(bigint[], bigint, bigint, date, date), gained(bigint) to headroom_service, headroom_regulator;
