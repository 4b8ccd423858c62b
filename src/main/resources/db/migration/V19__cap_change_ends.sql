-- How a change of a cap ends: it is approved within 72 hours, or who asked for it takes it back, or it lapses by itself.
-- However it ends, it stays on record.
alter table cap_change
    add column withdrawn_at timestamptz,
    add column withdrawal_reason text,
    add constraint cap_change_is_withdrawn_as_a_whole check ((withdrawn_at is null) = (withdrawal_reason is null)),
    add constraint cap_change_is_withdrawn_with_a_reason check (withdrawal_reason <> ''),
    add constraint cap_change_is_not_approved_and_withdrawn check (approved_at is null or withdrawn_at is null),
    add constraint cap_change_is_approved_before_it_is_made check (posting is null or approved_at is not null),
    add constraint cap_change_is_approved_within_72_hours check (approved_at <= requested_at + interval '72 hours'),
    add constraint cap_change_is_withdrawn_within_72_hours check (withdrawn_at <= requested_at + interval '72 hours');

create function keep_how_a_cap_change_ended() returns trigger language plpgsql as $$
begin
    if old.withdrawn_at is not null or old.posting is not null or old.approved_at is not null
        and (new.approved_by, new.approver, new.approved_at)
            is distinct from (old.approved_by, old.approver, old.approved_at) then
        raise exception 'how a change of a cap ended is not changed' using errcode = 'restrict_violation';
    end if;
    return new;
end $$;

create trigger cap_change_keeps_how_it_ended before update on cap_change
    for each row execute function keep_how_a_cap_change_ended();
create trigger cap_change_is_never_deleted before delete or truncate on cap_change
    for each statement execute function refuse_change();

grant update (withdrawn_at, withdrawal_reason) on cap_change to headroom_regulator;
