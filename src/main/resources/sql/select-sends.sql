-- the messages of the last hour, newest first
select max(sent_at) as sent_at from delivery where channel = :#channel and sent_at > :#hour
group by message order by 1 desc
