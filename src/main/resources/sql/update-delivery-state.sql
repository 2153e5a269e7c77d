-- parameters in the order of dev.uproute.deliver.ChannelTable.changedRows
update delivery set state = ?, attempts = ?, message = ?, reason = ?, sent_at = ?, forced = ? where id = ?
