-- What is to be told to whom. A flip may concern no service (self, report), which needs a new table on SQLite.
create table told (
  id ${key},
  service bigint references service (key),
  at bigint not null,
  event text not null,
  from_status smallint not null,
  to_status smallint not null,
  since bigint,
  reason text
);
insert into told (service, at, event, from_status, to_status, since, reason)
select service, at, event, from_status, to_status, since, reason from flip order by id;
drop table flip;
alter table told rename to flip;
create index flip_service on flip (service, id);
create index flip_at on flip (at);

-- one row for each flip and channel; state: waiting held sent refused dead suppressed; at: when it was stored;
-- message: what it was last sent with; reason: why it is held or suppressed, or what the receiver answered;
-- forced: somebody asked for it again, so it is sent as it is
create table delivery (
  id ${key},
  flip bigint not null references flip (id),
  channel text not null,
  state text not null,
  at bigint not null,
  attempts integer not null default 0,
  message text,
  reason text,
  forced smallint not null default 0,
  sent_at bigint,
  unique (flip, channel)
);
create index delivery_state on delivery (state, channel, id);
create index delivery_sent on delivery (channel, sent_at);

-- one row for each channel; state: ok later off; since: when it began to fail; told: the other channels know;
-- settings: a hash of its settings, so that new ones bring it back;
-- claimed_by: the one send that is under way until claimed_until at most, of whichever instance
create table channel (
  name text primary key,
  state text not null,
  not_before bigint,
  failures integer not null,
  since bigint,
  reason text,
  told smallint not null,
  settings text not null,
  claimed_by text,
  claimed_until bigint
);
