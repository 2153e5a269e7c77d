-- the totals of imported results; nothing is known of a state by them, and the latest result stays the latest;
-- parameters: service, at, status, reason, http_status, response, last_online, checks, counted, online
insert into streak (service, state, seen, run, good, escalated,
  at, status, reason, http_status, response, attempts, last_online, checks, counted, online)
values (?, 5, 5, 0, 0, 0, ?, ?, ?, ?, ?, 1, ?, ?, ?, ?)
on conflict (service) do update set
  at = case when excluded.at > streak.at then excluded.at else streak.at end,
  status = case when excluded.at > streak.at then excluded.status else streak.status end,
  reason = case when excluded.at > streak.at then excluded.reason else streak.reason end,
  http_status = case when excluded.at > streak.at then excluded.http_status else streak.http_status end,
  response = case when excluded.at > streak.at then excluded.response else streak.response end,
  last_online = case when streak.last_online is null or excluded.last_online > streak.last_online
    then excluded.last_online else streak.last_online end,
  checks = streak.checks + excluded.checks,
  counted = streak.counted + excluded.counted,
  online = streak.online + excluded.online
