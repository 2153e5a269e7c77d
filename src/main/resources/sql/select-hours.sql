-- the hours of a service between two times, the second excluded, oldest first; parameters: service, the times, how many
select * from hourly where service = ? and start >= ? and start < ? order by start limit ?
