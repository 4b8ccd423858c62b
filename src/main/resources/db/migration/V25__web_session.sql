-- Who is signed in to the pages. A browser holds a random value, and here is only its SHA-256; the tokens are sealed with
-- a key that the database never sees. So a copy of this table lets nobody in. Rows of all people are one table, for it
-- is asked before anybody is known.
create table web_session (
    id          text        not null,
    sealed      bytea       not null,
    begun_at    timestamptz not null,
    used_at     timestamptz not null,
    expires_at  timestamptz not null,
    renewing_at timestamptz,
    constraint web_session_pk primary key (id),
    constraint web_session_is_known_by_a_digest check (id ~ '^[0-9a-f]{64}$')
);

create index web_session_by_use on web_session (used_at);

comment on column web_session.expires_at is 'when the access token in it does; it is renewed before';
comment on column web_session.renewing_at is 'since when one call renews it; a refresh token is good once';

grant select, insert, delete on web_session to headroom_service;
grant update (sealed, used_at, expires_at, renewing_at) on web_session to headroom_service;
