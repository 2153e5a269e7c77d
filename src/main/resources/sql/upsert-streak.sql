-- parameters in the order of dev.uproute.record.Rows.streak; the last three are added to the totals
insert into streak (
  service, state, since, seen, run, run_since, good, escalated, certificate, tls_told,
  told, turns, flapping, changes, steps,
  at, status, reason, http_status, response, dns, connect, tls, first_byte, total, address, attempts,
  certificate_expires, last_online, checks, counted, online)
values ((select key from service where id = ?),
  ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
on conflict (service) do update set
  state = excluded.state, since = excluded.since, seen = excluded.seen, run = excluded.run,
  run_since = excluded.run_since, good = excluded.good, escalated = excluded.escalated,
  certificate = excluded.certificate, tls_told = excluded.tls_told,
  told = excluded.told, turns = excluded.turns, flapping = excluded.flapping,
  changes = excluded.changes, steps = excluded.steps,
  at = excluded.at, status = excluded.status, reason = excluded.reason,
  http_status = excluded.http_status, response = excluded.response, dns = excluded.dns,
  connect = excluded.connect, tls = excluded.tls, first_byte = excluded.first_byte,
  total = excluded.total, address = excluded.address, attempts = excluded.attempts,
  certificate_expires = excluded.certificate_expires,
  last_online = coalesce(excluded.last_online, streak.last_online),
  checks = streak.checks + excluded.checks,
  counted = streak.counted + excluded.counted,
  online = streak.online + excluded.online
