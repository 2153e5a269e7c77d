-- how long single results of the service are kept, in milliseconds; null = as long as the setting says
alter table service add column keep bigint;
