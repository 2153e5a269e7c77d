-- parameters: id
delete from listed where id = ?
