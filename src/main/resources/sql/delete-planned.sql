delete from planned_maintenance where id = :#${body}
