-- A posting says itself what it did to each account: it is one row, and complete when that row is on disk. The entries
-- by account are copied from there in the background, as the sums by day are. copied_head tells how far all copies reach.
alter table account_day_head rename to copied_head;
alter table copied_head rename constraint account_day_head_pk to copied_head_pk;
alter table copied_head rename constraint account_day_head_is_one_row to copied_head_is_one_row;

-- For each of `accounts`, in their order: added to reserved, added to charged, reserved after, charged after, cap after
-- (null where nothing limits it); and whether its cap could refuse.
alter table posting add column moves numeric(22, 2)[] not null default '{}',
    add column bindings boolean[] not null default '{}';

alter table posting disable trigger posting_is_append_only, no force row level security;
alter table entry disable trigger entry_is_append_only, no force row level security;
alter table account no force row level security;
update posting set moves = done.moves, bindings = done.bindings
  from (select e.number,
            array_agg(array[e.reserved_delta, e.charged_delta, e.reserved_after, e.charged_after, e.cap_after]
              order by a.key collate "C") as moves,
            array_agg(e.binding order by a.key collate "C") as bindings
          from entry e join account a on a.id = e.account group by e.number) done
  where done.number = posting.number;
-- What is not summed up yet will be copied together with that.
delete from entry where number > (select number from copied_head);
alter table posting enable trigger posting_is_append_only, force row level security;
alter table entry enable trigger entry_is_append_only, force row level security;
alter table account force row level security;

alter table posting alter column moves drop default, alter column bindings drop default,
    add constraint posting_moves_each_account_that_it_names
      check (cardinality(bindings) = cardinality(accounts) and cardinality(moves) = 5 * cardinality(accounts));

-- What the law said of a shipment is some kilobytes, and equal for equal cases. It is kept once for each exporter, under
-- its SHA-256, and each posting names it; the posting's leaf hash holds the name.
create table evidence (
    exporter text  not null,
    digest   bytea not null,
    body     text  not null,
    constraint evidence_pk primary key (exporter, digest),
    constraint evidence_is_named_by_its_digest check (digest = sha256(convert_to(body, 'UTF8')))
);
alter table posting add column evidence_digest bytea;

create trigger evidence_is_append_only before update or delete or truncate on evidence
    for each statement execute function refuse_change();

alter table evidence enable row level security, force row level security;
create policy exporters_see_their_own on evidence to headroom_service
    using (exporter = (select current_exporter()));
create policy regulators_see_all on evidence to headroom_regulator using (true);
create policy the_writer_sees_all on evidence to headroom_writer using (true);
grant select on evidence to headroom_service, headroom_regulator, headroom_writer;
grant insert on evidence to headroom_writer;

-- What a posting names exists. Checked once for each statement: a batch names the same again and again.
create function refuse_unknown_names() returns trigger language plpgsql as $$
declare
    named bigint[] := array(select distinct unnest(accounts) from added);
begin
    if cardinality(named) <> (select count(*) from account where id = any(named)) then
        raise exception 'a posting needs accounts that exist' using errcode = 'foreign_key_violation';
    end if;
    if exists (select from added a where a.evidence_digest is not null and not exists
            (select from evidence e where e.exporter = a.exporter and e.digest = a.evidence_digest)) then
        raise exception 'a posting needs evidence that exists' using errcode = 'foreign_key_violation';
    end if;
    return null;
end $$;
create trigger posting_names_what_exists after insert on posting
    referencing new table as added for each statement execute function refuse_unknown_names();

grant select on copied_head to headroom_service;

-- What a posting did, one row for each account.
create function moves_of(accounts bigint[], moves numeric[], bindings boolean[])
    returns table (n bigint, account bigint, reserved_delta numeric, charged_delta numeric, reserved_after numeric,
        charged_after numeric, cap_after numeric, binding boolean)
    language sql immutable parallel safe
begin atomic
    select t.n, t.account, moves[t.n][1], moves[t.n][2], moves[t.n][3], moves[t.n][4], moves[t.n][5], t.binding
      from unnest(accounts, bindings) with ordinality as t(account, binding, n);
end;

-- What postings did, in the form of entries: of those after one number and up to another.
create function moved(after bigint, up_to bigint) returns table (account bigint, number bigint, exporter text,
        effective_on date, recorded_on date, reserved_delta numeric, charged_delta numeric, reserved_after numeric,
        charged_after numeric, cap_after numeric, binding boolean)
    language sql stable
begin atomic
    select m.account, p.number, p.exporter, p.effective_on, (p.recorded_at at time zone 'UTC')::date, m.reserved_delta,
        m.charged_delta, m.reserved_after, m.charged_after, m.cap_after, m.binding
      from posting p cross join moves_of(p.accounts, p.moves, p.bindings) m
      where p.number > after and p.number <= up_to;
end;

-- As before, with the postings whose entries are not copied yet.
create or replace function held_at(accounts bigint[], last bigint)
    returns table (account bigint, reserved numeric, charged numeric, cap numeric)
    language sql stable security definer set search_path = pg_catalog, public, pg_temp
begin atomic
    with late as materialized (
        select distinct on (m.account) m.account, m.reserved_after, m.charged_after, m.cap_after
          from copied_head d cross join moved(d.number, last) m order by m.account, m.number desc)
    select t.account, held.reserved_after, held.charged_after, held.cap_after
      from readable(accounts) as t(account) left join late on late.account = t.account cross join lateral (
        select late.reserved_after, late.charged_after, late.cap_after where late.account is not null
        union all
        (select e.reserved_after, e.charged_after, e.cap_after from entry e
          where late.account is null and e.account = t.account and e.number <= last
          order by e.number desc limit 1)) held;
end;

create or replace function held_on(accounts bigint[], known bigint, day_before bigint, effective date, recorded date)
    returns table (account bigint, reserved numeric, charged numeric, last bigint)
    language sql stable security definer set search_path = pg_catalog, public, pg_temp
begin atomic
    with book as (select coalesce(known, h.number) as last, d.number as copied,
            least(coalesce(day_before, h.number), d.number) as rolled_up
          from ledger_head h, copied_head d),
        late as materialized (
          select m.account, sum(m.reserved_delta) as reserved, sum(m.charged_delta) as charged
            from book cross join moved(book.copied, book.last) m where m.effective_on <= effective group by m.account)
    select t.account, coalesce(d.reserved, 0) + coalesce(e.reserved, 0) + coalesce(late.reserved, 0),
        coalesce(d.charged, 0) + coalesce(e.charged, 0) + coalesce(late.charged, 0), book.last
      from book cross join readable(accounts) as t(account) left join late on late.account = t.account
      cross join lateral (select sum(day.reserved) as reserved, sum(day.charged) as charged from account_day day
        where day.account = t.account and day.effective_on <= effective and day.recorded_on < recorded) d
      cross join lateral (select sum(reserved_delta) as reserved, sum(charged_delta) as charged from entry
        where entry.account = t.account and number > book.rolled_up and number <= book.last
          and effective_on <= effective) e;
end;

create or replace function gained(asked bigint)
    returns table (effective_on date, reserved numeric, charged numeric)
    language sql stable security definer set search_path = pg_catalog, public, pg_temp
begin atomic
    select gain.effective_on, sum(gain.reserved), sum(gain.charged)
      from readable(array[asked]) as t(account) cross join lateral (
        select day.effective_on, day.reserved, day.charged from account_day day where day.account = t.account
        union all
        select m.effective_on, m.reserved_delta, m.charged_delta
          from copied_head d cross join ledger_head h cross join moved(d.number, h.number) m
          where m.account = t.account) gain
      group by gain.effective_on order by gain.effective_on;
end;
