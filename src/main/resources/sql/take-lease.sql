-- only as it was seen: of several that take it at once one does; parameters as dev.uproute.store.Lease gives them
update lease set holder = ?, epoch = epoch + 1, until = ? where epoch = ? and until = ?
