-- only the instance that still holds the channel writes its state; parameters in the order of
-- dev.uproute.deliver.Outcome.channelRow
update channel set state = ?, not_before = ?, failures = ?, since = ?, reason = ?, told = ?, due_at = ?, claimed_by = null
where name = ? and claimed_by = ?
