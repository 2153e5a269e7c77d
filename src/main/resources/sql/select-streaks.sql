select s.id, s.name, k.*
from streak k join service s on s.key = k.service
where s.id is not null
