-- when the latest result of each service was found
select s.id, k.at from streak k join service s on s.key = k.service where s.id is not null
