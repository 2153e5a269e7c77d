-- all that is remembered of a service moves to its new id; parameters: its id, its former id
update service set id = ? where id = ?
