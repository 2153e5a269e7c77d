<#-- Pushover. What escalated has priority 1, or 2 where the setting says so: then it rings each minute
     for an hour until somebody answers. -->
<#assign loud = message.severity == "critical">
<#assign rings = loud && (view.settings.priority!"") == "2">
{
  "token": "${view.settings.token}",
  "user": "${view.settings.user}",
  "title": "${view.chars(view.title, 250)}",
  "message": "${view.bytes(view.words(), 1024)}",
  "timestamp": ${view.sent.at.epochSecond},
<#if rings>
  "retry": 60,
  "expire": 3600,
</#if>
<#if message.link?has_content && message.link?length lte 512>
  "url": "${message.link}",
</#if>
  "priority": ${rings?then(2, loud?then(1, 0))}
}
