-- Who did what: each call that changes something, that reads as a regulator or auditor, that asks what fits, or that was
-- refused for who asked. What a call did to the ledger is in the ledger; here is that it was made, and how it ended.
--
-- Nobody who answers requests can write here: the events come through headroom_writer, which cannot read them.

create table audit_event (
    id       uuid        not null,
    at       timestamptz not null,
    exporter text,
    subject  text,
    name     text,
    roles    text[]      not null,
    client   text,
    method   text        not null,
    route    text,
    act      text,
    object   text,
    made     text,
    query    text,
    status   smallint    not null,
    outcome  text        not null,
    problem  text,
    request  text        not null,
    remote   text,
    agent    text,
    constraint audit_event_pk primary key (id),
    constraint audit_event_has_a_known_outcome check (outcome in ('done', 'refused', 'failed', 'left')),
    constraint audit_event_of_an_exporter_names_a_person check (exporter is null or subject is not null),
    constraint audit_event_is_short check (greatest(length(exporter), length(subject), length(name), length(client),
        length(method), length(route), length(act), length(object), length(made), length(query), length(problem),
        length(request), length(remote), length(agent)) <= 500 and cardinality(roles) <= 20),
    -- Nothing that steers a terminal or turns the order of reading.
    constraint audit_event_is_plain check (concat(exporter, subject, name, array_to_string(roles, ''), client, method,
        object, made, query, request, remote, agent) !~ '[\u0001-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069]')
);
create index audit_event_by_exporter on audit_event (exporter, id) where exporter is not null;
create index audit_event_by_subject on audit_event (subject, id) where subject is not null;
create index audit_event_by_object on audit_event (object, id) where object is not null;
create index audit_event_by_made on audit_event (made, id) where made is not null;

create trigger audit_event_is_append_only before update or delete or truncate on audit_event
    for each statement execute function refuse_change();

grant insert on audit_event to headroom_writer;
grant select on audit_event to headroom_service, headroom_regulator;

alter table audit_event enable row level security, force row level security;
create policy the_writer_adds on audit_event for insert to headroom_writer with check (true);
create policy regulators_see_all on audit_event for select to headroom_regulator using (true);
create policy exporters_see_their_own on audit_event for select to headroom_service
    using (exporter = (select current_exporter()));
