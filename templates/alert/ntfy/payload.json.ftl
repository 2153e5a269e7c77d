<#-- ntfy: JSON to the root of the server; the topic is the last part of the url. -->
<#assign priorities = { "info": 3, "warning": 4, "critical": 5 }>
{
  "topic": "${view.topic()}",
  "title": "${view.bytes(view.title, 1000)}",
  "message": "${view.bytes(view.words(), 4096)}",
<#if message.link?has_content>
  "click": "${message.link}",
</#if>
  "priority": ${priorities[message.severity]}
}
