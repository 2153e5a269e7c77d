-- parameters in the order of dev.uproute.record.Rollup.row
insert into hourly (service, start, checks, counted, online,
  responses, response_sum, response_min, response_max, sketch)
values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
on conflict (service, start) do update set
  checks = excluded.checks, counted = excluded.counted, online = excluded.online,
  responses = excluded.responses, response_sum = excluded.response_sum,
  response_min = excluded.response_min, response_max = excluded.response_max, sketch = excluded.sketch
