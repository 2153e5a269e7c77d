-- of all services, from a time on
select min((select min(r.at) from result r where r.service = s.key and r.at >= ?)) from service s
