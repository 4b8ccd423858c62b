-- What people did with a warning, and how far the warnings were sent. The crossings themselves are the ledger's.
create table alert_acknowledgement (
    crossing        uuid        not null,
    acknowledged_by text        not null,
    name            text        not null,
    note            text,
    acknowledged_at timestamptz not null,
    constraint alert_acknowledgement_is_once_for_each_person primary key (crossing, acknowledged_by),
    constraint alert_acknowledgement_is_of_a_crossing foreign key (crossing) references crossing (id)
);

create table alert_delivery (
    id     smallint not null default 1,
    number bigint   not null,
    constraint alert_delivery_pk primary key (id),
    constraint alert_delivery_is_one_row check (id = 1)
);
insert into alert_delivery (number) values (0);

grant select, insert on alert_acknowledgement to headroom_service;
grant select, update on alert_delivery to headroom_service;
