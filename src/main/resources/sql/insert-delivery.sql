-- parameters in the order of dev.uproute.deliver.Deliveries.row; the flip is in the same transaction;
-- +at: the latest flip of the service is found at once, while thousands may share one time
insert into delivery (flip, channel, state, at, reason)
select max(id), ?, ?, ?, ? from flip
where +at = ? and event = ? and (service = (select key from service where id = ?)
  or service is null and not exists (select 1 from service where id = ?))
