-- the results of a service between two times, the second excluded, oldest first; parameters: service, the times, how many
select at, online, response from result where service = ? and at >= ? and at < ? order by at limit ?
