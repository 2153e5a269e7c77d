-- what was given up and no message has reported yet; or this one reported it, and whether it arrived is not known
select count(*) as changes, count(distinct reason) as reasons, min(reason) as reason
from delivery where channel = :#${variable.channel} and state = 'dead'
  and (message is null or message = :#${variable.claim.message.id})
