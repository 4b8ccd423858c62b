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

-- What a posting names exists. Checked once for each statement: a batch names the same again and again.
drop trigger posting_moves_accounts_that_exist on posting;
drop function refuse_unknown_accounts();
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

alter table evidence enable row level security, force row level security;
create policy exporters_see_their_own on evidence to headroom_service
    using (exporter = (select current_exporter()));
create policy regulators_see_all on evidence to headroom_regulator using (true);
create policy the_writer_sees_all on evidence to headroom_writer using (true);
grant select on evidence to headroom_service, headroom_regulator, headroom_writer;
grant insert on evidence to headroom_writer;
