-- How much of a rule's quotas exporters are told, where a regulator has set something else than the regime's file. The
-- last row of a rule counts; those before it are its history.
create table quota_disclosure (
    id         uuid        not null,
    regime     text        not null,
    rule       text        not null,
    disclosure text        not null,
    reason     text        not null,
    set_by     text        not null,
    setter     text        not null,
    set_at     timestamptz not null,
    constraint quota_disclosure_pk primary key (id),
    constraint quota_disclosure_is_a_known_one check (disclosure in ('EXACT', 'BANDED', 'OWN')),
    constraint quota_disclosure_has_a_reason check (reason <> '')
);
create trigger quota_disclosure_is_append_only before update or delete or truncate on quota_disclosure
    for each statement execute function refuse_change();

grant select, insert on quota_disclosure to headroom_regulator;
-- Exporters are told by it, and not by whom it was set, or why.
grant select (id, regime, rule, disclosure) on quota_disclosure to headroom_service;

-- What each exporter holds and has used of each account, up to the posting that account_day_head names, too. An
-- exporter is in it for an account that one of its own postings asked something of.
create table account_exporter (
    exporter text           not null,
    account  bigint         not null,
    reserved numeric(22, 2) not null,
    charged  numeric(22, 2) not null,
    constraint account_exporter_pk primary key (exporter, account) include (reserved, charged)
);
insert into account_exporter (exporter, account, reserved, charged)
  select p.exporter, e.account, sum(e.reserved_delta), sum(e.charged_delta)
    from posting p cross join unnest(p.accounts) as t(account)
      join entry e on e.account = t.account and e.number = p.number
    where p.exporter is not null and p.number <= (select number from account_day_head)
      and (e.reserved_delta <> 0 or e.charged_delta <> 0)
    group by 1, 2;

alter table account_exporter enable row level security, force row level security;
create policy the_writer_sees_all on account_exporter to headroom_writer using (true);
create policy regulators_see_all on account_exporter to headroom_regulator using (true);
create policy exporters_see_their_own on account_exporter to headroom_service
    using (exporter = (select current_exporter()));

grant select, insert, update on account_exporter to headroom_writer;
grant select on account_exporter to headroom_regulator;
grant select on account_exporter, account_day_head to headroom_service;

-- What the exporter that asks holds and has used of each account it counts in: from the roll-up, and from its entries
-- that the roll-up does not hold yet. It reads as who asks.
create function own_use() returns table (account bigint, reserved numeric, charged numeric)
    language sql stable
begin atomic
    select moved.account, sum(moved.reserved), sum(moved.charged) from (
        select rolled.account, rolled.reserved, rolled.charged from account_exporter rolled
          where rolled.exporter = current_exporter()
        union all
        select entry.account, entry.reserved_delta, entry.charged_delta
          from posting cross join unnest(posting.accounts) as t(account)
            join entry on entry.account = t.account and entry.number = posting.number
          where posting.number > (select number from account_day_head) and posting.exporter = current_exporter()
            and (entry.reserved_delta <> 0 or entry.charged_delta <> 0)) moved
      group by moved.account;
end;

-- The same as it stood: of what took effect by a day and was recorded up to a posting. It reads the exporter's own
-- entries, so it takes as long as there are of those.
create function own_use_at(last bigint, effective date)
    returns table (account bigint, reserved numeric, charged numeric)
    language sql stable
begin atomic
    select entry.account, sum(entry.reserved_delta), sum(entry.charged_delta)
      from posting cross join unnest(posting.accounts) as t(account)
        join entry on entry.account = t.account and entry.number = posting.number
      where posting.number <= last and posting.exporter = current_exporter() and posting.effective_on <= effective
        and (entry.reserved_delta <> 0 or entry.charged_delta <> 0)
      group by entry.account;
end;

revoke execute on function own_use(), own_use_at(bigint, date) from public;
grant execute on function own_use(), own_use_at(bigint, date) to headroom_service;
