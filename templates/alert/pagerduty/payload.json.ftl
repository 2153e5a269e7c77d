<#-- PagerDuty Events v2: one line, under a key that stays, so that an incident opens once. What it is about is a
     service, its certificate or error budget, or a matter of Uproute itself. view.given is trigger or resolve. -->
<#assign line = message.lines[0]>
<#assign sent = view.sent.lines[0]>
<#assign subject = (sent.service??)?then((sent.incident!"") + (line.event == "tls")?then("/tls", "") + (line.event == "budget")?then("/budget", ""), line.event)>
<#assign severities = { "down": "error", "degraded": "warning", "up": "info", "unknown": "info" }>
{
  "routing_key": "${view.settings.token}",
  "event_action": "${view.given}",
<#if view.given == "trigger">
  "payload": {
    "summary": "${view.chars(line.title + line.reason?has_content?then(": " + line.reason, ""), 1024)}",
    "source": "${view.sent.source}",
    "severity": "${(line.event == "escalated" || line.event == "budget" && line.css == "down")?then("critical", severities[line.css])}",
    "timestamp": "${view.iso(view.sent.at)}",
    "component": "${sent.service!"uproute"}",
<#if sent.site??>
    "group": "${sent.site}",
</#if>
    "class": "${line.event}",
    "custom_details": {
      "when": "${line.when}",
      "before": "${line.before}",
      "url": "${line.url}",
      "tags": { <#list line.tags as key, value>"${key}": "${value}"<#sep>, </#list> }
    }
  },
  "client": "Uproute",
<#if (sent.link!view.sent.link)??>
  "client_url": "${sent.link!view.sent.link}",
</#if>
</#if>
  "dedup_key": "${view.chars("uproute/" + subject, 255)}"
}
