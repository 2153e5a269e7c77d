-- the last of the next 200 services to prune; no row when there are no more
select max(key) as last
from (select key from service where key > :#${variable.from} order by key limit 200) next
having max(key) is not null
