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

-- What each exporter holds and has used of each account, up to the posting that copied_head names, too. An
-- exporter is in it for an account that one of its own postings asked something of.
create table account_exporter (
    exporter text           not null,
    account  bigint         not null,
    reserved numeric(22, 2) not null,
    charged  numeric(22, 2) not null,
    constraint account_exporter_pk primary key (exporter, account) include (reserved, charged)
);
insert into account_exporter (exporter, account, reserved, charged)
  select m.exporter, m.account, sum(m.reserved_delta), sum(m.charged_delta)
    from copied_head d cross join moved(0, d.number) m
    where m.exporter is not null and (m.reserved_delta <> 0 or m.charged_delta <> 0)
    group by 1, 2;

alter table account_exporter enable row level security, force row level security;
create policy the_writer_sees_all on account_exporter to headroom_writer using (true);
create policy regulators_see_all on account_exporter to headroom_regulator using (true);
create policy exporters_see_their_own on account_exporter to headroom_service
    using (exporter = (select current_exporter()));

grant select, insert, update on account_exporter to headroom_writer;
grant select on account_exporter to headroom_regulator;
grant select on account_exporter to headroom_service;

-- What the exporter that asks holds and has used of each account it counts in: from the roll-up, and from its
-- postings that the roll-up does not hold yet. It reads as who asks.
create function own_use() returns table (account bigint, reserved numeric, charged numeric)
    language sql stable
begin atomic
    select used.account, sum(used.reserved), sum(used.charged) from (
        select rolled.account, rolled.reserved, rolled.charged from account_exporter rolled
          where rolled.exporter = current_exporter()
        union all
        select m.account, m.reserved_delta, m.charged_delta
          from copied_head d cross join ledger_head h cross join moved(d.number, h.number) m
          where m.exporter = current_exporter() and (m.reserved_delta <> 0 or m.charged_delta <> 0)) used
      group by used.account;
end;

-- The same as it stood: of what took effect by a day and was recorded up to a posting. It reads the exporter's own
-- postings, so it takes as long as there are of those.
create function own_use_at(last bigint, effective date)
    returns table (account bigint, reserved numeric, charged numeric)
    language sql stable
begin atomic
    select m.account, sum(m.reserved_delta), sum(m.charged_delta)
      from moved(0, last) m
      where m.exporter = current_exporter() and m.effective_on <= effective
        and (m.reserved_delta <> 0 or m.charged_delta <> 0)
      group by m.account;
end;

revoke execute on function own_use(), own_use_at(bigint, date) from public;
grant execute on function own_use(), own_use_at(bigint, date) to headroom_service;
