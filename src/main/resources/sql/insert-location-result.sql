-- parameters in the order of dev.uproute.location.LocationRows; what is there stays as it is
insert into location_result (service, location, slot, at, status, online, response, http_status, attempts, reason, maintenance)
values ((select key from service where id = ?), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
on conflict (service, location, slot) do nothing
