-- event partial changes the state of a service, too
drop index flip_state;
create index flip_state on flip (service, at)
where event in ('down', 'up', 'degraded', 'partial', 'escalated', 'host') and from_status <> to_status;

-- What an agent found and its centre does not have yet: at by the clock of the machine, began by the one of the run that
-- nobody sets, both in milliseconds; result is JSON.
create table spool (
  id ${key},
  at bigint not null,
  run text not null,
  began bigint not null,
  result text not null
);
create index spool_at on spool (at);
