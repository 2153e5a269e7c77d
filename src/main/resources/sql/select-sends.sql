-- the messages of the last hour
select message, max(sent_at) as sent_at from delivery
where channel = :#channel and sent_at > :#hour and sent_at <= :#now and message is not null
group by message
