-- what locations found of a service under its new id before its history moved there; parameters: its id, its former id
update location_result set service = former.key
from service found, service former
where found.id = ? and former.id = ? and location_result.service = found.key
