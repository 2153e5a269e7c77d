-- parameters as dev.uproute.api.ApiAcknowledge.Outage gives them; nothing for a service the database does not know yet
insert into acknowledgement (service, since, at, name, note)
select key, cast(:#since as bigint), cast(:#at as bigint), cast(:#name as text), cast(:#note as text) from service where id = :#id
on conflict (service) do update set since = excluded.since, at = excluded.at, name = excluded.name, note = excluded.note
