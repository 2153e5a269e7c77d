-- parameters in the order of dev.uproute.alert.ChannelTable.changedRows
update delivery set state = ?, attempts = ?, message = ?, reason = ?, sent_at = ?, forced = ? where id = ?
