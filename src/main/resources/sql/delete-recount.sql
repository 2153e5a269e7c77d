-- parameters: service, start
delete from recount where service = ? and start = ?
