-- parameters in the order of dev.uproute.record.Rows.flip
insert into flip (service, at, event, from_status, to_status, since, reason)
values ((select key from service where id = ?), ?, ?, ?, ?, ?, ?)
