select keys from listed where id = :#${variable.edit.id}
