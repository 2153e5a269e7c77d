-- the message was not accepted, so another one has to report what was given up
update delivery set message = null
where channel = :#${variable.channel} and state = 'dead' and message = :#${variable.outcome.claim.message.id}
