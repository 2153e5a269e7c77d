-- parameters in the order of dev.uproute.alert.Outcome.sentRows
update delivery set state = ?, reason = ?, message = ?, sent_at = ?, forced = 0 where id = ?
