-- for whom something waits, unless nothing can go out before due_at. Nobody writes a time after :latest, so one that is
-- later was written before the wall clock was set back
select distinct d.channel from delivery d left join channel c on c.name = d.channel
where d.state in ('waiting', 'held') and (c.due_at is null or c.due_at <= :#now or c.due_at > :#latest)
