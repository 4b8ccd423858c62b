-- A batch moves the head and writes its rows in one statement; where the head is elsewhere it writes nothing.
drop function advance_head(bigint, bigint, timestamptz, bigint);

-- As before, asked at once.
create or replace function refuse_unknown_names() returns trigger language plpgsql as $$
declare
    named bigint[];
    known bigint;
    has_closed boolean;
    has_evidence boolean;
begin
    select t.ids, count(a.id), bool_or(a.closed), not exists (select from added p where p.evidence_digest is not null
            and not exists (select from evidence e where e.exporter = p.exporter and e.digest = p.evidence_digest))
        into named, known, has_closed, has_evidence
        from (select array(select distinct unnest(accounts) from added) as ids) t
            left join account a on a.id = any(t.ids)
        group by t.ids;
    if cardinality(named) <> known then
        raise exception 'a posting needs accounts that exist' using errcode = 'foreign_key_violation';
    end if;
    if not has_evidence then
        raise exception 'a posting needs evidence that exists' using errcode = 'foreign_key_violation';
    end if;
    if has_closed and exists (select from account a where a.id = any(named) and a.closed
            and exists (select from added p where p.kind <> 'RECORD' and a.id = any(p.accounts))) then
        raise exception 'the period is closed' using errcode = 'restrict_violation';
    end if;
    return null;
end $$;
