-- the days of a service between two times, the second excluded, oldest first; parameters: service, the times, how many
select * from daily where service = ? and start >= ? and start < ? order by start limit ?
