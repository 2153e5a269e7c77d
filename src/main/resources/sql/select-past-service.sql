-- the service an imported history belongs to: that of an id, or one that has a name only; parameters: id, id, name
select key from service where id = ? or (cast(? as text) is null and id is null and name = ?)
