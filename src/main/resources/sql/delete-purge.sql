delete from purge where id = :id
