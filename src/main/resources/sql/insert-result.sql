-- parameters in the order of dev.uproute.record.Rows.result
insert into result (service, at, status, online, response, http_status, attempts, reason, maintenance, figures)
values ((select key from service where id = ?), ?, ?, ?, ?, ?, ?, ?, ?, ?)
