-- what was counted of services between two times, the second excluded, whatever is pruned; the parameters are those of
-- dev.uproute.report.Span, whose statements say which columns: of results (r), of hours and days (t), and what follows.
-- Exact to the result where results are, elsewhere an hour, or a day, counts where it begins
-- cross join: the service first, then its rows by their index
-- whole days
select ${sums} from service k cross join daily t
where t.service = k.key and t.start >= :firstDay and t.start < :lastDay
  and :firstDay < :lastDay ${tail}
union all
-- the results before the first whole hour and after the last one
select ${results} from service k cross join result r
where r.service = k.key
  and r.at >= case when k.results_from > :from then k.results_from else :from end and r.at < :firstHour
  and :from < :firstHour ${tail}
union all
select ${results} from service k cross join result r
where r.service = k.key
  and r.at >= case when k.results_from > :lastHour then k.results_from else :lastHour end and r.at < :to
  and :lastHour < :to ${tail}
union all
-- those that are in no hour yet
select ${results} from service k cross join result r
where r.service = k.key
  and r.at >= case when k.hours_until > :firstHour then k.hours_until else :firstHour end and r.at < :lastHour
  and :firstHour < :lastHour ${tail}
union all
-- the hours before the first whole day and after the last one
select ${sums} from service k cross join hourly t
where t.service = k.key
  and t.start >= case when k.hours_from > :firstHour then k.hours_from else :firstHour end and t.start < :firstDay
  and :firstHour < :firstDay ${tail}
union all
select ${sums} from service k cross join hourly t
where t.service = k.key
  and t.start >= case when k.hours_from > :lastDay then k.hours_from else :lastDay end and t.start < :lastHour
  and :lastDay < :lastHour ${tail}
union all
-- those that are in no day yet
select ${sums} from service k cross join hourly t
where t.service = k.key
  and t.start >= case when k.days_until > :firstDay then k.days_until else :firstDay end and t.start < :lastDay
  and :firstDay < :lastDay ${tail}
union all
-- the hour whose results, and the day whose hours are pruned
select ${sums} from service k cross join hourly t
where t.service = k.key and t.start = :hour and t.start >= k.hours_from and t.start < k.results_from
  and :hour >= 0 ${tail}
union all
select ${sums} from service k cross join daily t
where t.service = k.key and t.start = :day and t.start < k.hours_from
  and :day >= 0 ${tail}
