-- parameters in the order of dev.uproute.check.Heartbeat.row
insert into beat (service, since, good, started, failed, code, ran, excused)
values (?, ?, ?, ?, ?, ?, ?, ?)
on conflict (service) do update set
  since = excluded.since, good = excluded.good, started = excluded.started, failed = excluded.failed,
  code = excluded.code, ran = excluded.ran, excused = excluded.excused
