-- When an outage was last told, which of the last ten results changed the state (a bit each), and whether
-- that was too often to tell each.
alter table streak add column told bigint;
alter table streak add column turns integer not null default 0;
alter table streak add column flapping smallint not null default 0;

-- 1 = found during maintenance: online is null, so it is in no uptime
alter table result add column maintenance smallint not null default 0;
