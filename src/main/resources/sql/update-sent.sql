-- parameters in the order of dev.uproute.deliver.Outcome.sentRows
update delivery set state = ?, reason = ?, message = ?, sent_at = ?, forced = 0 where id = ?
