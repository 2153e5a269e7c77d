-- Run by dev.uproute.store.OlderDatabase in one transaction, statement by statement. A time without a zone is UTC.

create temporary table taken as
select id, service_name as name,
  case when typeof(checked_at) = 'text'
    then cast(round(unixepoch(checked_at, 'subsec') * 1000) as integer) end as at,
  case when is_online then 1 else 0 end as online,
  cast(round(response_time_ms * 1000) as integer) as response
from checks_before;

create table checks_unread as
select * from checks_before
where id in (select id from taken where at is null or name is null);

create index temp.taken_name on taken (name, at);

delete from taken where at is null or name is null;

insert into service (name)
select distinct name from taken
where name not in (select name from service where id is null);

insert into result (id, service, at, status, online, response, attempts)
select case when exists (select 1 from result r where r.id = t.id) then null else t.id end,
  s.key, t.at, case t.online when 1 then 0 else 4 end, t.online, t.response, 1
from taken t join service s on s.name = t.name and s.id is null
order by t.id;

insert into streak (service, state, seen, run, good, escalated,
  at, status, response, attempts, last_online, checks, counted, online)
select s.key, 5, 5, 0, 0, 0,
  max(t.at), (select case l.online when 1 then 0 else 4 end from taken l where l.name = t.name order by l.at desc limit 1),
  (select l.response from taken l where l.name = t.name order by l.at desc limit 1), 1,
  max(case t.online when 1 then t.at end), count(*), count(*), sum(t.online)
from taken t join service s on s.name = t.name and s.id is null
where true group by s.key, t.name
on conflict (service) do update set
  checks = streak.checks + excluded.checks,
  counted = streak.counted + excluded.counted,
  online = streak.online + excluded.online;

update change set edits = edits + 1;

drop table taken;

drop table checks_before;
