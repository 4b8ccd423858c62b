-- The ledger: one total order of postings, each with one entry per account it touches.

create table ledger_head (
    id          smallint    not null default 1,
    number      bigint      not null,
    recorded_at timestamptz not null,
    constraint ledger_head_pk primary key (id),
    constraint ledger_head_is_one_row check (id = 1)
);
insert into ledger_head (number, recorded_at) values (0, timestamptz '2025-01-01 00:00:00Z');

-- An account is a quota, a meter or a license line. `cap` is the cap in force after the last posting: a fixed
-- number, or factor x what another account holds, or null where nothing limits it.
create table account (
    id           bigint         not null generated always as identity,
    key          text           not null,
    exporter     text,
    regime       text           not null,
    rule         text           not null,
    title        text           not null,
    citation     text           not null,
    scope        text[]         not null,
    destination  text,
    unit         text           not null,
    counts       text           not null,
    first_day    date,
    last_day     date,
    cap          numeric(22, 2),
    ratio_factor numeric(12, 8),
    ratio_of     bigint,
    reserved     numeric(22, 2) not null default 0,
    charged      numeric(22, 2) not null default 0,
    breach       numeric(22, 2) not null default 0,
    last_number  bigint         not null default 0,
    constraint account_pk primary key (id),
    constraint account_is_one_per_key unique (key),
    constraint account_ratio_is_of_an_account foreign key (ratio_of) references account (id),
    constraint account_ratio_has_factor_and_base check ((ratio_factor is null) = (ratio_of is null)),
    constraint account_counts_in_a_known_unit check (unit in ('TPP', 'DEVICES', 'USD')),
    constraint account_holds_no_less_than_nothing check (reserved >= 0 and charged >= 0 and breach >= 0),
    constraint account_stays_within_its_cap check (cap is null or reserved + charged <= cap + breach)
);
create index account_by_base on account (ratio_of) where ratio_of is not null;
create index account_by_destination on account (destination, regime);
create index account_by_exporter on account (exporter) where exporter is not null;

create table posting (
    number             bigint      not null,
    id                 uuid        not null,
    kind               text        not null,
    exporter           text,
    actor              text        not null,
    actor_name         text        not null,
    effective_on       date        not null,
    recorded_at        timestamptz not null,
    reference          text,
    reason             text,
    subject            uuid,
    device             text,
    quantity           bigint,
    destination        text,
    consignee          text,
    authorization_type text,
    license            text,
    body               text        not null,
    salt               bytea       not null,
    leaf_hash          bytea       not null,
    constraint posting_pk primary key (number),
    constraint posting_has_one_id unique (id),
    constraint posting_is_numbered_from_one check (number > 0),
    constraint posting_is_of_a_known_kind check (kind in ('SHIPMENT', 'RECORD', 'REVERSAL', 'RETURN', 'RECEIPT',
        'LICENSE', 'APPLICATION', 'DECISION', 'CAP_CHANGE', 'IMPORT', 'RELEASE')),
    constraint posting_over_a_cap_has_a_reason check (kind <> 'RECORD' or reason is not null)
);
create index posting_by_exporter on posting (exporter, number);
create index posting_by_subject on posting (subject, number) where subject is not null;
create index posting_by_license on posting (exporter, license, number) where license is not null;

create table entry (
    account        bigint         not null,
    number         bigint         not null,
    reserved_delta numeric(22, 2) not null,
    charged_delta  numeric(22, 2) not null,
    reserved_after numeric(22, 2) not null,
    charged_after  numeric(22, 2) not null,
    cap_after      numeric(22, 2),
    effective_on   date           not null,
    constraint entry_is_one_per_account_and_posting primary key (account, number) include (reserved_after, charged_after, cap_after)
);
create index entry_by_posting on entry (number);

-- A name is what the exporter or we call a posting: an idempotency key, a reference, "reversal of …". Each is
-- used once, for ever. Digests keep the index small: names come in random order.
create table posting_name (
    digest         uuid   not null,
    request_digest bytea  not null,
    number         bigint not null,
    constraint posting_name_is_used_once primary key (digest)
);

-- What each account gained on each effective day, as learnt on each recorded day. Kept by the writer in the
-- posting's own transaction, so that a balance at any pair of dates needs days, not entries.
create table account_day (
    account      bigint         not null,
    effective_on date           not null,
    recorded_on  date           not null,
    reserved     numeric(22, 2) not null,
    charged      numeric(22, 2) not null,
    constraint account_day_pk primary key (account, effective_on, recorded_on) include (reserved, charged)
);

-- A level of a quota that a posting crossed, once per crossing and direction.
create table crossing (
    id          uuid           not null,
    number      bigint         not null,
    account     bigint         not null,
    level       smallint       not null,
    direction   text           not null,
    used        numeric(22, 2) not null,
    cap         numeric(22, 2) not null,
    exporter    text,
    recorded_at timestamptz    not null,
    constraint crossing_pk primary key (id),
    constraint crossing_is_of_a_known_direction check (direction in ('UP', 'DOWN', 'BREACH')),
    constraint crossing_is_once_per_posting_and_level unique (account, number, level, direction),
    constraint crossing_is_of_an_account foreign key (account) references account (id)
);
create index crossing_by_number on crossing (number);

create function refuse_change() returns trigger language plpgsql as $$
begin
    raise exception '% is append-only: correct it with another posting', tg_table_name
        using errcode = 'restrict_violation';
end $$;

-- An entry belongs to a posting and an account. Checked once for each statement: a foreign key would look up, and
-- lock, the same hot account for every single entry.
create function refuse_orphans() returns trigger language plpgsql as $$
declare
    numbers bigint[] := array(select distinct number from added);
    accounts bigint[] := array(select distinct account from added);
begin
    if cardinality(numbers) <> (select count(*) from posting where number = any(numbers))
        or cardinality(accounts) <> (select count(*) from account where id = any(accounts)) then
        raise exception 'an entry needs a posting and an account' using errcode = 'foreign_key_violation';
    end if;
    return null;
end $$;

create trigger entry_is_of_a_posting_and_an_account after insert on entry
    referencing new table as added for each statement execute function refuse_orphans();

create trigger posting_is_append_only before update or delete or truncate on posting
    for each statement execute function refuse_change();
create trigger entry_is_append_only before update or delete or truncate on entry
    for each statement execute function refuse_change();
create trigger posting_name_is_append_only before update or delete or truncate on posting_name
    for each statement execute function refuse_change();
create trigger crossing_is_append_only before update or delete or truncate on crossing
    for each statement execute function refuse_change();
create trigger account_is_never_deleted before delete or truncate on account
    for each statement execute function refuse_change();

-- Requests only read the ledger. The writer inserts postings and moves accounts, no more.
grant select on ledger_head, account, posting, entry, posting_name, account_day, crossing
    to headroom_service, headroom_writer;
grant insert on posting, entry, posting_name, crossing to headroom_writer;
grant insert, update on account_day to headroom_writer;
grant insert on account to headroom_writer;
grant update (cap, reserved, charged, breach, last_number) on account to headroom_writer;
grant update (number, recorded_at) on ledger_head to headroom_writer;
