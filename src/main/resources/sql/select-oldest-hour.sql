-- of all services, from a time on
select min((select min(h.start) from hourly h where h.service = s.key and h.start >= ?)) from service s
