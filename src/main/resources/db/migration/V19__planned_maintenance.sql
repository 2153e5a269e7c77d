-- Maintenance that was planned by the API; keys are those of services.yaml, as JSON.
create table planned_maintenance (
  id text primary key,
  at bigint not null,
  keys text not null
);
