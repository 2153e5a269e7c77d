select id, hours_until from service where id is not null
