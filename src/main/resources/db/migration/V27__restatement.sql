-- Restatements: facts that decided of posted shipments were corrected for the past. What each touched shipment comes to
-- is previewed, two persons approve it, and then one posting for each adjusts what it charges. Nothing is rewritten.

alter table posting drop constraint posting_is_of_a_known_kind, drop constraint posting_over_a_cap_has_a_reason,
    add constraint posting_is_of_a_known_kind check (kind in ('SHIPMENT', 'RECORD', 'REVERSAL', 'RETURN', 'RECEIPT',
        'LICENSE', 'APPLICATION', 'DECISION', 'CAP_CHANGE', 'IMPORT', 'RELEASE', 'ADJUSTMENT')),
    add constraint posting_over_a_cap_has_a_reason
        check (kind not in ('RECORD', 'ADJUSTMENT') or reason is not null);

alter table approval drop constraint approval_is_of_a_known_act,
    drop constraint approval_is_of_an_exporter_or_of_a_regulator,
    add constraint approval_is_of_a_known_act
        check (act in ('CAP_CHANGE', 'MODE_CHANGE', 'REOPENING', 'RESTATEMENT', 'RECORD', 'REVERSAL')),
    add constraint approval_is_of_an_exporter_or_of_a_regulator
        check ((exporter is null) = (act in ('CAP_CHANGE', 'MODE_CHANGE', 'REOPENING', 'RESTATEMENT')));

create table restatement (
    id            uuid        not null,
    -- What was corrected, why it is restated and for which export dates, as it was asked.
    request       text        not null,
    asked_by      text        not null,
    asked_by_name text        not null,
    asked_at      timestamptz not null,
    state         text        not null default 'WAITING',
    started_at    timestamptz,
    ended_at      timestamptz,
    -- Of the postings up to `up_to`, those up to `done` were looked at.
    up_to         bigint      not null default 0,
    done          bigint      not null default 0,
    touched       bigint      not null default 0,
    undetermined  bigint      not null default 0,
    -- Licenses that name what was corrected: what they charge is told, not adjusted.
    licenses      bigint      not null default 0,
    -- Which correction was looked at, and the digest of what it comes to.
    correction    text,
    digest        text,
    -- The approval asked for last.
    approval      uuid,
    -- Why it failed, or what keeps it from being posted to its end.
    problem       text,
    constraint restatement_pk primary key (id),
    constraint restatement_is_in_a_known_state check (state in ('WAITING', 'RUNNING', 'PREVIEWED', 'POSTING', 'POSTED',
        'STOPPED', 'FAILED', 'INTERRUPTED')),
    constraint restatement_is_previewed_as_a_whole check ((state in ('PREVIEWED', 'POSTING', 'POSTED', 'STOPPED'))
        = (digest is not null) and (digest is null) = (correction is null) and done <= up_to
        and (digest is null or done = up_to)),
    constraint restatement_that_ended_says_when
        check ((ended_at is not null) = (state in ('POSTED', 'STOPPED', 'FAILED', 'INTERRUPTED')))
);
create index restatement_unfinished on restatement (asked_at) where state in ('WAITING', 'RUNNING', 'POSTING');

create function keep_restatement() returns trigger language plpgsql as $$
begin
    if old.ended_at is not null then
        raise exception 'a restatement that has ended does not change' using errcode = 'restrict_violation';
    end if;
    if old.digest is not null and (new.digest, new.correction, new.up_to, new.touched)
            is distinct from (old.digest, old.correction, old.up_to, old.touched) then
        raise exception 'what was previewed does not change' using errcode = 'restrict_violation';
    end if;
    if new.state in ('POSTING', 'POSTED', 'STOPPED') and not exists (select from approval a where a.id = new.approval
            and a.act = 'RESTATEMENT' and a.subject = new.id::text and a.approved_at is not null) then
        raise exception 'a restatement is posted by two persons' using errcode = 'restrict_violation';
    end if;
    return new;
end $$;
create trigger restatement_is_kept before update on restatement for each row execute function keep_restatement();
create trigger restatement_is_not_deleted before delete or truncate on restatement
    for each statement execute function refuse_change();

-- The shipments that it touches: what each had come to, and comes to.
create table restatement_shipment (
    restatement uuid   not null,
    number      bigint not null,
    exporter    text   not null,
    shipment    uuid   not null,
    before      text   not null,
    after       text   not null,
    -- The posting that adjusted it; 0 where nothing was left to adjust.
    adjustment  bigint,
    constraint restatement_shipment_pk primary key (restatement, number),
    constraint restatement_shipment_is_of_a_restatement foreign key (restatement) references restatement (id)
);
create index restatement_shipment_waiting on restatement_shipment (restatement, number) where adjustment is null;

create function adjust_once() returns trigger language plpgsql as $$
begin
    if old.adjustment is not null then
        raise exception 'a shipment is adjusted once by a restatement' using errcode = 'restrict_violation';
    end if;
    return new;
end $$;
create trigger restatement_shipment_is_adjusted_once before update on restatement_shipment
    for each row execute function adjust_once();
create trigger restatement_shipment_is_not_deleted before delete or truncate on restatement_shipment
    for each statement execute function refuse_change();

-- What that moves on each quota, for each exporter; with the quota as it stood when it was previewed.
create table restatement_quota (
    restatement uuid           not null,
    quota       text           not null,
    exporter    text           not null,
    unit        text           not null,
    before      numeric(22, 2) not null,
    after       numeric(22, 2) not null,
    used        numeric(22, 2) not null,
    cap         numeric(22, 2),
    constraint restatement_quota_pk primary key (restatement, quota, exporter),
    constraint restatement_quota_is_of_a_restatement foreign key (restatement) references restatement (id)
);
create trigger restatement_quota_is_append_only before update or delete or truncate on restatement_quota
    for each statement execute function refuse_change();

alter table restatement_shipment enable row level security, force row level security;
alter table restatement_quota enable row level security, force row level security;
create policy regulators_see_all on restatement_shipment to headroom_regulator using (true);
create policy regulators_see_all on restatement_quota to headroom_regulator using (true);
grant select, insert on restatement, restatement_shipment, restatement_quota to headroom_regulator;
grant update (state, started_at, ended_at, up_to, done, touched, undetermined, licenses, correction, digest, approval,
    problem) on restatement to headroom_regulator;
grant update (adjustment) on restatement_shipment to headroom_regulator;
