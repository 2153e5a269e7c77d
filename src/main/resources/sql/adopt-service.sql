-- history that was taken over belongs to the first service of its name; parameters: id, name, id
update service set id = ?
where id is null and name = ? and not exists (select 1 from service other where other.id = ?)
