delete from streak where service = :#${variable.forgotten}
