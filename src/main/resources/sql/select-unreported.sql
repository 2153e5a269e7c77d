-- what was given up and no message has said yet; or this one said it, of which nobody knows whether it arrived
select count(*) as changes, count(distinct reason) as reasons, min(reason) as reason
from delivery where channel = :#${variable.channel} and state = 'dead'
  and (message is null or message = :#${variable.claim.message.id})
