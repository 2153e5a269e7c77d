select id, name from service where id is not null
