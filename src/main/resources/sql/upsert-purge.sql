-- the history of a service is to be deleted; parameters: id, when that was asked for
insert into purge (id, at) values (?, ?) on conflict (id) do update set at = excluded.at
