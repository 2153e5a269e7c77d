-- parameters in the order of dev.uproute.importer.HistoryWriter.row
insert into result (service, at, status, online, response, http_status, attempts, reason, maintenance)
values (?, ?, ?, ?, ?, ?, 1, ?, ?)
