-- as select-marks.sql, by the key of the service
select key, id, results_from, hours_until, hours_from, days_until from service where key = ?
