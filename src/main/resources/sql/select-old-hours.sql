-- the next piece to prune: the oldest day of a service
select service, (min(start) / 86400000 + 1) * 86400000 as upto
from hourly where start < :#${variable.before}
group by service order by min(start) limit 1
