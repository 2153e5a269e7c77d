-- event partial changes the state of a service, too
drop index flip_state;
create index flip_state on flip (service, at)
where event in ('down', 'up', 'degraded', 'partial', 'escalated', 'host') and from_status <> to_status;
