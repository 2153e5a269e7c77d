select id from purge where id = :id
