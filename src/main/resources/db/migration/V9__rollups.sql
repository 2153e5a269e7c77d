-- Every result is in result until it is pruned, in hourly from the end of its hour on until that is pruned, and in
-- daily from the end of its day on. How far that is, of each service, in epoch milliseconds:
-- results_from: results of earlier hours are pruned; what is there of them came late, and is in hourly
-- hours_until: hourly holds the results of all earlier hours, and of no later one
-- hours_from: earlier days are pruned in hourly
-- days_until: daily holds the results of all earlier days, and of no later one
alter table service add column results_from bigint not null default 0;
alter table service add column hours_until bigint not null default 0;
alter table service add column hours_from bigint not null default 0;
alter table service add column days_until bigint not null default 0;

-- response times in the format of dev.uproute.record.Sketch; null where response_p50 and response_p95 are all there is
alter table hourly add column sketch ${blob};
alter table daily add column sketch ${blob};

-- hours of which a result was deleted by hand: the next batch makes them again
create table recount (
  service bigint not null references service (key),
  start bigint not null,
  primary key (service, start)
);

-- the state of a service at a time; partial, so that it is not taken for flip_service
create index flip_state on flip (service, at)
where event in ('down', 'up', 'degraded', 'escalated', 'host') and from_status <> to_status;

-- until now an hour was made of results when they were pruned, and a day of hours
update service set days_until = coalesce((select max(d.start) + 86400000 from daily d where d.service = service.key), 0);
insert into daily (service, start, checks, counted, online,
  responses, response_sum, response_min, response_max, response_p50, response_p95)
select h.service, h.start / 86400000 * 86400000, sum(h.checks), sum(h.counted), sum(h.online), sum(h.responses),
  sum(h.response_sum), min(h.response_min), max(h.response_max), max(h.response_p50), max(h.response_p95)
from service s join hourly h on h.service = s.key and h.start < s.days_until
where true group by h.service, h.start / 86400000 * 86400000
on conflict (service, start) do update set
  checks = daily.checks + excluded.checks,
  counted = daily.counted + excluded.counted,
  online = daily.online + excluded.online;
delete from hourly where start < (select s.days_until from service s where s.key = hourly.service);
update service set hours_from = days_until,
  hours_until = coalesce((select max(h.start) + 3600000 from hourly h where h.service = service.key), days_until);
insert into hourly (service, start, checks, counted, online,
  responses, response_sum, response_min, response_max, response_p50, response_p95)
select r.service, r.at / 3600000 * 3600000, count(*), count(r.online), coalesce(sum(r.online), 0), count(r.response),
  sum(r.response), min(r.response), max(r.response), max(r.response), max(r.response)
from service s join result r on r.service = s.key and r.at < s.hours_until
where true group by r.service, r.at / 3600000 * 3600000
on conflict (service, start) do update set
  checks = hourly.checks + excluded.checks,
  counted = hourly.counted + excluded.counted,
  online = hourly.online + excluded.online;
update service set results_from = hours_until;
