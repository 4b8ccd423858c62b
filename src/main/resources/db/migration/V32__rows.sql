-- In which form rows reach the ledger. The types stand for themselves, so that an instance of before goes on posting
-- when a later version has given a table another column.
create type posting_row as (number bigint, id uuid, kind text, exporter text, actor text, actor_name text,
    effective_on date, recorded_at timestamptz, reference text, reason text, subject uuid, device text, quantity bigint,
    destination text, consignee text, authorization_type text, license text, body text, salt bytea, leaf_hash bytea,
    accounts bigint[], moves numeric(22, 2)[], bindings boolean[], evidence_digest bytea);
create type posting_name_row as (digest uuid, request_digest bytea, number bigint);
create type evidence_row as (exporter text, digest bytea, body text);
create type crossing_row as (id uuid, number bigint, account bigint, level smallint, direction text,
    used numeric(22, 2), cap numeric(22, 2), exporter text, recorded_at timestamptz);
create type account_state as (id bigint, cap numeric(22, 2), reserved numeric(22, 2), charged numeric(22, 2),
    breach numeric(22, 2));
create type opened_account as (key text, exporter text, regime text, rule text, title text, citation text, scope text[],
    destination text, unit text, counts text, first_day date, last_day date, cap numeric(22, 2),
    ratio_factor numeric(12, 8), ratio_of bigint);

-- As before; the accounts that are named are gathered once.
create or replace function refuse_unknown_names() returns trigger language plpgsql as $$
declare
    named bigint[];
    known bigint;
    has_closed boolean;
    has_evidence boolean;
begin
    with t as materialized (select array(select distinct unnest(accounts) from added) as ids)
    select t.ids, count(a.id), bool_or(a.closed), not exists (select from added p where p.evidence_digest is not null
            and not exists (select from evidence e where e.exporter = p.exporter and e.digest = p.evidence_digest))
        into named, known, has_closed, has_evidence
        from t left join account a on a.id = any(t.ids)
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
