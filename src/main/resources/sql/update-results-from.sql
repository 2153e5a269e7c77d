-- from now on the hours of this service are read for the time before; a row of select-old-results.sql
update service set results_from = :#upto where key = :#key
