-- when that was remembered
select at from remembered where name = ?
