-- parameters in the order of dev.uproute.deliver.Claim.changeRows
update delivery set state = ?, reason = ? where id = ?
