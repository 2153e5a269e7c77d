-- when the deliveries of the channel are looked at again, epoch milliseconds; null = as soon as one waits
alter table channel add column due_at bigint;
-- no delivery is without its channel
insert into channel (name, state, failures, told, settings)
select distinct channel, 'ok', 0, 0, '' from delivery where channel not in (select name from channel);
