delete from acknowledgement where service = :#${variable.forgotten}
