-- when the deliveries of the channel are looked at again, epoch milliseconds; null = as soon as one waits
alter table channel add column due_at bigint;
