-- What was recorded after the day it takes effect on: those are looked for among many.
create index posting_is_late on posting (number) where (recorded_at at time zone 'UTC')::date > effective_on;

-- Which texts of the law were read here from when on, each in the mode that the deployment gave it: all regimes at each
-- start at which anything of it had changed. So what was known of the law at a moment can be asked.

create table law_reading (
    read_at  timestamptz not null,
    regime   text        not null,
    revision text        not null,
    mode     text        not null,

    constraint law_reading_pk primary key (read_at, regime),
    constraint law_reading_text_fk foreign key (revision) references regime_text
);
create trigger law_reading_is_append_only before update or delete or truncate on law_reading
    for each statement execute function refuse_change();
grant select on law_reading to headroom_service, headroom_regulator;
grant insert on law_reading to headroom_regulator;
