-- License applications: a draft is edited under a version; once it is submitted its content stays as it was.
create table application (
    id           uuid        not null,
    exporter     text        not null,
    reference    text        not null,
    version      int         not null,
    status       text        not null,
    content      text        not null,
    acn          text,
    decision     text,
    license      text,
    created_by   text        not null,
    created_at   timestamptz not null,
    submitted_at timestamptz,
    decided_at   timestamptz,
    constraint application_pk primary key (id),
    constraint application_has_one_reference_for_its_exporter unique (exporter, reference),
    constraint application_is_in_a_known_status
        check (status in ('DRAFT', 'SUBMITTED', 'APPROVED', 'DENIED', 'RETURNED', 'WITHDRAWN')),
    constraint application_that_is_no_draft_was_submitted check (status = 'DRAFT' or submitted_at is not null)
);

create function keep_submitted_content() returns trigger language plpgsql as $$
begin
    if old.status <> 'DRAFT' and new.content <> old.content then
        raise exception 'a submitted application is not edited' using errcode = 'restrict_violation';
    end if;
    return new;
end $$;

create trigger application_keeps_what_was_submitted before update on application
    for each row execute function keep_submitted_content();

grant select, insert on application to headroom_service;
grant update (version, status, content, acn, decision, license, submitted_at, decided_at)
    on application to headroom_service;
