delete from certificate where service = :#${variable.forgotten}
