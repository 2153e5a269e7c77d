-- from now on the days of this service are read for the time before; a row of select-old-hours.sql
update service set hours_from = :#upto where key = :#key
