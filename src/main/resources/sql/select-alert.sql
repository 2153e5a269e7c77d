-- what a delivery is about
select s.id, f.at from delivery d join flip f on f.id = d.flip left join service s on s.key = f.service where d.id = :id
