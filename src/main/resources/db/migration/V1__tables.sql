-- What Uproute remembers. Times are epoch milliseconds, durations microseconds; a status is its place in
-- UP DEGRADED BOT_DETECTED TIMEOUT DOWN UNKNOWN, from 0; flags are 0 and 1. Runs on SQLite and PostgreSQL.

-- id is null for what was taken over from another monitor, until a service of that name is seen
create table service (
  key ${key},
  id text unique,
  name text not null
);
create index service_name on service (name);

-- one row per check; online is null where it is in no uptime, reason where the status is UP
create table result (
  id ${key},
  service bigint not null references service (key),
  at bigint not null,
  status smallint not null,
  online smallint,
  response bigint,
  http_status smallint,
  attempts smallint not null,
  reason text
);
create index result_uptime on result (service, at, online);

-- the remembered state of a service, its latest result, and its totals since ever, which no pruning lowers
create table streak (
  service bigint primary key references service (key),
  state smallint not null,
  since bigint,
  seen smallint not null,
  run integer not null,
  run_since bigint,
  good integer not null,
  escalated smallint not null,
  certificate bigint,
  tls_told integer,
  at bigint not null,
  status smallint not null,
  reason text,
  http_status smallint,
  response bigint,
  dns bigint,
  connect bigint,
  tls bigint,
  first_byte bigint,
  total bigint,
  address text,
  attempts smallint not null,
  certificate_expires bigint,
  last_online bigint,
  checks bigint not null,
  counted bigint not null,
  online bigint not null
);

create table flip (
  id ${key},
  service bigint not null references service (key),
  at bigint not null,
  event text not null,
  from_status smallint not null,
  to_status smallint not null,
  since bigint,
  reason text
);
create index flip_service on flip (service, id);

-- what stays of results when they go; p50 and p95 by nearest rank
create table hourly (
  service bigint not null references service (key),
  start bigint not null,
  checks bigint not null,
  counted bigint not null,
  online bigint not null,
  responses bigint not null,
  response_sum bigint,
  response_min bigint,
  response_max bigint,
  response_p50 bigint,
  response_p95 bigint,
  primary key (service, start)
);

create table daily (
  service bigint not null references service (key),
  start bigint not null,
  checks bigint not null,
  counted bigint not null,
  online bigint not null,
  responses bigint not null,
  response_sum bigint,
  response_min bigint,
  response_max bigint,
  response_p50 bigint,
  response_p95 bigint,
  primary key (service, start)
);

-- batch numbers the transactions of route record; edits counts what was changed behind its back
create table change (
  batch bigint not null,
  edits bigint not null
);
insert into change (batch, edits) values (0, 0);
