-- Four eyes for more than caps: what one person asks for and another approves, within 72 hours and as it was shown. The
-- digest binds what was shown; however it ends, it stays on record. Changes of caps move here as they are.
create table approval (
    id                uuid        not null,
    act               text        not null,
    exporter          text,
    subject           text        not null,
    shown             text        not null,
    digest            text        not null,
    requested_by      text        not null,
    requester         text        not null,
    requested_at      timestamptz not null,
    approved_by       text,
    approver          text,
    approved_at       timestamptz,
    posting           bigint,
    withdrawn_at      timestamptz,
    withdrawal_reason text,
    constraint approval_pk primary key (id),
    constraint approval_is_of_a_known_act check (act in ('CAP_CHANGE', 'MODE_CHANGE', 'RECORD', 'REVERSAL')),
    constraint approval_is_of_an_exporter_or_of_a_regulator check ((exporter is null) = (act in ('CAP_CHANGE', 'MODE_CHANGE'))),
    constraint approval_needs_two_persons check (approved_by <> requested_by),
    constraint approval_is_given_as_a_whole
        check ((approved_by is null) = (approved_at is null) and (approved_by is null) = (approver is null)),
    constraint approval_is_given_within_72_hours check (approved_at <= requested_at + interval '72 hours'),
    constraint approval_is_given_before_anything_is_done check (posting is null or approved_at is not null),
    constraint approval_is_not_given_and_withdrawn check (approved_at is null or withdrawn_at is null),
    constraint approval_is_withdrawn_as_a_whole check ((withdrawn_at is null) = (withdrawal_reason is null)),
    constraint approval_is_withdrawn_with_a_reason check (withdrawal_reason <> ''),
    constraint approval_is_withdrawn_within_72_hours check (withdrawn_at <= requested_at + interval '72 hours')
);
create index approval_by_subject on approval (subject, act);

insert into approval (id, act, subject, shown, digest, requested_by, requester, requested_at, approved_by, approver,
        approved_at, posting, withdrawn_at, withdrawal_reason)
    select id, 'CAP_CHANGE', quota,
        json_strip_nulls(json_build_object('quota', quota, 'capBefore', cap_before, 'capAfter', cap_after,
            'reason', reason, 'citation', citation))::text,
        digest, requested_by, requester, requested_at, approved_by, approver, approved_at, posting, withdrawn_at,
        withdrawal_reason
      from cap_change;
drop table cap_change;
drop function keep_how_a_cap_change_ended();

create function keep_how_an_approval_ended() returns trigger language plpgsql as $$
begin
    if old.withdrawn_at is not null or old.posting is not null or old.approved_at is not null
        and (new.approved_by, new.approver, new.approved_at)
            is distinct from (old.approved_by, old.approver, old.approved_at) then
        raise exception 'how an approval ended is not changed' using errcode = 'restrict_violation';
    end if;
    return new;
end $$;
create trigger approval_keeps_how_it_ended before update on approval
    for each row execute function keep_how_an_approval_ended();
create trigger approval_is_never_deleted before delete or truncate on approval
    for each statement execute function refuse_change();

-- An exporter's persons ask for what is theirs and approve it; so do regulators. Regulators see both.
alter table approval enable row level security, force row level security;
create policy exporters_see_their_own on approval to headroom_service
    using (exporter = (select current_exporter()));
create policy regulators_see_all on approval for select to headroom_regulator using (true);
create policy regulators_ask_for_theirs on approval for insert to headroom_regulator with check (exporter is null);
create policy regulators_approve_theirs on approval for update to headroom_regulator using (exporter is null);
grant select, insert on approval to headroom_service, headroom_regulator;
grant update (approved_by, approver, approved_at, posting, withdrawn_at, withdrawal_reason) on approval
    to headroom_service, headroom_regulator;

-- What the deployment does with a regime, where two persons have set something else than its configuration. The last row
-- of a regime counts; those before it are its history.
create table regime_mode (
    id     uuid        not null,
    regime text        not null,
    mode   text        not null,
    set_at timestamptz not null,
    constraint regime_mode_pk primary key (id),
    constraint regime_mode_is_approved foreign key (id) references approval (id),
    constraint regime_mode_is_a_known_one check (mode in ('ENFORCE', 'MONITOR', 'OFF'))
);
create function refuse_mode_without_approval() returns trigger language plpgsql as $$
begin
    if not exists (select from approval a where a.id = new.id and a.act = 'MODE_CHANGE' and a.subject = new.regime
            and a.approved_at is not null) then
        raise exception 'the mode of a regime is set by two persons' using errcode = 'restrict_violation';
    end if;
    return new;
end $$;
create trigger regime_mode_is_set_by_two_persons before insert on regime_mode
    for each row execute function refuse_mode_without_approval();
create trigger regime_mode_is_append_only before update or delete or truncate on regime_mode
    for each statement execute function refuse_change();
grant select on regime_mode to headroom_service, headroom_regulator;
grant insert on regime_mode to headroom_regulator;
