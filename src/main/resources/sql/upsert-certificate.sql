-- parameters: the id of the service, its certificates
insert into certificate (service, path) values ((select key from service where id = ?), ?)
on conflict (service) do update set path = excluded.path
