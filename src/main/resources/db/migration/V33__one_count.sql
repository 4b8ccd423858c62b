-- As before; the accounts that are named are counted in one go, not grouped by their list, which sorts it by comparing
-- whole lists.
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
    if exists (select from added p where p.evidence_digest is not null
            and not exists (select from evidence e where e.exporter = p.exporter and e.digest = p.evidence_digest)) then
        raise exception 'a posting needs evidence that exists' using errcode = 'foreign_key_violation';
    end if;
    if has_closed and exists (select from account a where a.id = any(named) and a.closed
            and exists (select from added p where p.kind <> 'RECORD' and a.id = any(p.accounts))) then
        raise exception 'the period is closed' using errcode = 'restrict_violation';
    end if;
    return null;
end $$;
