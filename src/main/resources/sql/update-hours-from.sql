-- from now on the days of this service are read for the time before, and no result that comes late, which is in its day;
-- a row of select-old-hours.sql
update service set hours_from = :#upto, results_from = case when results_from < :#upto then :#upto else results_from end
where key = :#key
