-- How many steps of its escalation list the outage of a service has come to, over all rounds of the list.
alter table streak add column steps integer not null default 0;
