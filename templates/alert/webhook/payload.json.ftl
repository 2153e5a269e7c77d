<#-- Our own contract for programs: everything of a message as it is. What is not known is null. -->
<#macro text value=false><#if value?is_string>"${value}"<#else>null</#if></#macro>
{
  "id": "${view.sent.id}",
  "at": "${view.iso(view.sent.at)}",
  "severity": "${message.severity}",
  "title": "${view.title}",
  "text": "${view.text}",
  "source": "${view.sent.source}",
  "link": <@text view.sent.link/>,
  "events": [
<#list view.sent.lines as line>
    {
      "event": "${line.event.word()}",
      "service": <@text line.service/>,
      "name": <@text line.name/>,
      "site": <@text line.site/>,
      "url": <@text line.url/>,
      "link": <@text line.link/>,
<#if line.acknowledge?has_content>
      "acknowledge": "${line.acknowledge}",
</#if>
      "from": "${line.from.word()}",
      "to": "${line.to.word()}",
      "since": <@text view.iso(line.since)/>,
      "until": <@text view.iso(line.until)/>,
      "reason": <@text line.reason/>,
      "tags": { <#list line.tags as key, value>"${key}": "${value}"<#sep>, </#list> }
    }<#sep>,
</#list>
  ]
}
