-- parameters: origin, id
update service set origin = ? where id = ?
