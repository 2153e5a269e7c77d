-- a service whose history is deleted and whose results and hours are gone; no row when there is none
select s.key from service s
where s.id is null and s.results_from = 9223372036854775807
  and not exists (select 1 from result r where r.service = s.key)
  and not exists (select 1 from location_result l where l.service = s.key)
  and not exists (select 1 from hourly h where h.service = s.key)
order by s.key limit 1
