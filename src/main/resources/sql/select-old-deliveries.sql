-- the next piece to prune; keys grow with time, so behind a piece that holds nothing old there is nothing either
select max(id) as upto
from (select id, at from delivery where id > :#${variable.from} order by id limit 1000) piece
having min(at) < :#${variable.before}
