<#-- Gotify: plain text, more urgent the worse it is. -->
<#assign priorities = { "info": 4, "warning": 8, "critical": 10 }>
{
  "title": "${view.chars(view.title, 500)}",
  "message": "${view.chars(view.words(), 10000)}",
  "priority": ${priorities[message.severity]}
}
