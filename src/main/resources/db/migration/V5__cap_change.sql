-- A change of a cap needs two persons. What is approved is what was shown: the digest binds it.
create table cap_change (
    id           uuid           not null,
    quota        text           not null,
    cap_before   numeric(22, 2),
    cap_after    numeric(22, 2) not null,
    reason       text           not null,
    citation     text           not null,
    digest       text           not null,
    requested_by text           not null,
    requester    text           not null,
    requested_at timestamptz    not null,
    approved_by  text,
    approver     text,
    approved_at  timestamptz,
    posting      bigint,
    constraint cap_change_pk primary key (id),
    constraint cap_change_is_not_below_nothing check (cap_after >= 0),
    constraint cap_change_needs_two_persons check (approved_by <> requested_by),
    constraint cap_change_is_approved_as_a_whole
        check ((approved_by is null) = (approved_at is null) and (approved_by is null) = (approver is null))
);

grant select, insert on cap_change to headroom_service;
grant update (approved_by, approver, approved_at, posting) on cap_change to headroom_service;
