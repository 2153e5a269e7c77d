-- parameters in the order of dev.uproute.alert.Claim.changeRows
update delivery set state = ?, reason = ? where id = ?
