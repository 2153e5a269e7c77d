-- reported by this message
update delivery set message = :#${variable.claim.message.id}
where channel = :#${variable.channel} and state = 'dead' and message is null
