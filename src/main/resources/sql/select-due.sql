-- the channels for which something waits, unless nothing can go out before due_at. No instance writes a time after
-- :latest, so one that is later was written before the wall clock was set back
select c.name as channel from channel c
where (c.due_at is null or c.due_at <= :#now or c.due_at > :#latest)
  and exists (select 1 from delivery d where d.state in ('waiting', 'held') and d.channel = c.name)
order by c.name
