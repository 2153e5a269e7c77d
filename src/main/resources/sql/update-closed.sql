-- a service that is not watched any more begins afresh when it comes back; parameters: id
update streak set
  state = 5, since = null, seen = 5, run = 0, run_since = null, good = 0, escalated = 0, told = null,
  turns = 0, flapping = 0, changes = null, steps = 0
where service = (select key from service where id = ?)
