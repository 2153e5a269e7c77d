-- a change of state that was found long ago, of which nobody is notified; parameters in the order of
-- dev.uproute.importer.PastOutages
insert into flip (service, at, event, from_status, to_status, since, reason) values (?, ?, ?, ?, ?, ?, ?)
