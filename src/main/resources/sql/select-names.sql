select id, name, keep from service where id is not null
