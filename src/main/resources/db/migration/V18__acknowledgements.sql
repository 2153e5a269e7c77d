-- The last outage of a service that somebody acknowledged: since is the time it began, and tells it from a later one.
create table acknowledgement (
  service bigint primary key references service (key),
  since bigint not null,
  at bigint not null,
  name text not null,
  note text not null
);
