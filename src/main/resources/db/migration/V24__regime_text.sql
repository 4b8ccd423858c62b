-- Every text of a regime that was ever read here, so that what it decided can be explained after it has changed.

create table regime_text (
    revision   text        not null,
    regime     text        not null,
    text       text        not null,
    group_sets text        not null,
    first_read timestamptz not null default now(),

    constraint regime_text_pk primary key (revision)
);
create trigger regime_text_is_append_only before update or delete or truncate on regime_text
    for each statement execute function refuse_change();
grant select on regime_text to headroom_service, headroom_regulator;
grant insert on regime_text to headroom_regulator;
