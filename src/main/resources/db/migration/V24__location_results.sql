-- What each location found of services that several check, one row per check: at by our clock, in epoch milliseconds; slot
-- by the clock of the location, the same whenever it is handed in; the others as in result.
create table location_result (
  service bigint not null references service (key) on delete cascade,
  location text not null,
  slot bigint not null,
  at bigint not null,
  status smallint not null,
  online smallint,
  response bigint,
  http_status smallint,
  attempts smallint not null,
  reason text,
  maintenance smallint not null default 0,
  primary key (service, at, location, slot),
  unique (service, location, slot)
) ${clustered};
