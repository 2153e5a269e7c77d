-- from here on until the answer it is not known whether the receiver has it; parameters: message, delivery
update delivery set message = ?, attempts = attempts + 1 where id = ?
