delete from recount where service = :#${variable.forgotten}
