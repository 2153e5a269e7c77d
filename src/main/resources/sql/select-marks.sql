-- how far the hours and days of a service go; parameter: id
select key, id, results_from, hours_until, hours_from, days_until from service where id = ?
