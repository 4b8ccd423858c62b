-- As before, of what had been recorded up to a posting: from the roll-ups, and from what they do not hold yet.
--   day_before  the last posting recorded before the day `recorded`
drop function gained(bigint);
create function gained(asked bigint, last bigint, day_before bigint, recorded date)
    returns table (effective_on date, reserved numeric, charged numeric)
    language sql stable security definer set search_path = pg_catalog, public, pg_temp
begin atomic
    with book as (select d.number as copied, least(day_before, d.number) as rolled_up from copied_head d)
    select gain.effective_on, sum(gain.reserved), sum(gain.charged)
      from book cross join readable(array[asked]) as t(account) cross join lateral (
        select day.effective_on, day.reserved, day.charged from account_day day
          where day.account = t.account and day.recorded_on < recorded
        union all
        select e.effective_on, e.reserved_delta, e.charged_delta from entry e
          where e.account = t.account and e.number > book.rolled_up and e.number <= last
        union all
        select m.effective_on, m.reserved_delta, m.charged_delta from moved(book.copied, last) m
          where m.account = t.account) gain
      group by gain.effective_on order by gain.effective_on;
end;

-- The caps that an account has had, up to a posting, in the order in which they were posted: the one that it was opened
-- with, from no day on, and what each change set it to. A cap that follows another account is not told by it.
create function capped(asked bigint, last bigint) returns table (number bigint, effective_on date, cap numeric)
    language sql stable security definer set search_path = pg_catalog, public, pg_temp
begin atomic
    select 0, null::date, opened.cap_after
      from readable(array[asked]) as t(account) cross join lateral (
        select e.cap_after from entry e where e.account = t.account order by e.number limit 1) opened
    union all
    select p.number, p.effective_on, m.cap_after
      from readable(array[asked]) as t(account) cross join posting p
        cross join moves_of(p.accounts, p.moves, p.bindings) m
      where p.kind = 'CAP_CHANGE' and p.number <= last and m.account = t.account
    order by 1;
end;

revoke execute on function gained(bigint, bigint, bigint, date), capped(bigint, bigint) from public;
grant execute on function gained(bigint, bigint, bigint, date), capped(bigint, bigint)
    to headroom_service, headroom_regulator;

create index posting_changes_a_cap on posting (number) where kind = 'CAP_CHANGE';
