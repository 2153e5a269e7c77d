select s.id, a.since, a.at, a.name, a.note from acknowledgement a join service s on s.key = a.service where s.id is not null
