select id, keys from planned_maintenance order by at, id
