-- of dev.uproute.wire.HandedOver
select name, value from remembered where name like 'handed-over-%' order by at
