-- Fewer index entries for each posting. A posting names the accounts it touched, in the order of its entries, so its
-- entries are found by their key and need no second index.

alter table posting add column accounts bigint[] not null default '{}';
alter table posting disable trigger posting_is_append_only;
update posting set accounts = touched.accounts
  from (select e.number, array_agg(e.account order by a.key collate "C") as accounts
          from entry e join account a on a.id = e.account group by e.number) touched
  where touched.number = posting.number;
alter table posting enable trigger posting_is_append_only;
alter table posting alter column accounts drop default;

drop index entry_by_posting;
alter table entry drop constraint entry_is_one_per_account_and_posting;
alter table entry add constraint entry_is_one_per_account_and_posting primary key (account, number);

-- Whether the cap could refuse when the entry was posted. A regime may be enforced later on; the book remembers.
alter table entry add column binding boolean not null default true;
alter table entry alter column binding drop default;

-- Accounts move with every batch: room for the next version of a row on its own page.
alter table account set (fillfactor = 50);

-- The head moves from the posting that a batch was decided on; a batch decided on an older one changes nothing.
create function advance_head(expected bigint, last bigint, at timestamptz) returns void language plpgsql as $$
begin
    update ledger_head set number = last, recorded_at = at where number = expected;
    if not found then
        raise exception 'posting % is no longer the last one', expected using errcode = 'serialization_failure';
    end if;
end $$;

-- The roll-ups by day hold all entries up to this posting. They are brought up to date in the background.
create table account_day_head (
    id     smallint not null default 1,
    number bigint   not null,
    constraint account_day_head_pk primary key (id),
    constraint account_day_head_is_one_row check (id = 1)
);
insert into account_day_head (number) select number from ledger_head;
grant select on account_day_head to headroom_service, headroom_writer;
grant update (number) on account_day_head to headroom_writer;

-- The last posting recorded by a moment; 0 before the first. Numbers and recorded times rise together, so halving
-- finds it without an index on the time.
create function number_at(moment timestamptz) returns bigint language plpgsql stable as $$
declare
    known bigint := 0;
    unknown bigint := (select number + 1 from ledger_head);
    middle bigint;
begin
    while unknown - known > 1 loop
        middle := (known + unknown) / 2;
        if (select recorded_at from posting where number = middle) > moment then
            unknown := middle;
        else
            known := middle;
        end if;
    end loop;
    return known;
end $$;

-- As before, with one look at the postings instead of one for each: numbers have no gaps.
create or replace function refuse_orphans() returns trigger language plpgsql as $$
declare
    accounts bigint[];
    first bigint;
    last bigint;
begin
    select array_agg(distinct account), min(number), max(number) into accounts, first, last from added;
    if cardinality(accounts) <> (select count(*) from account where id = any(accounts))
        or last - first + 1 <> (select count(*) from posting where number between first and last) then
        raise exception 'an entry needs a posting and an account' using errcode = 'foreign_key_violation';
    end if;
    return null;
end $$;
