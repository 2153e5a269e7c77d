<#-- A Discord webhook: the title as content, the rest as an embed. Title and text are the first line and the rest of
     ../text.ftl, the colour is by class channel/MessageStyle. No text can mention anybody; the setting does on purpose. -->
<#assign markdown = "\\*_~`|<>[]()#@">
<#assign who = (view.style == "down")?then(view.settings.mention!"", "")>
<#assign call = (who == "")?then("", (who == "everyone")?then("@everyone ", "<@&" + who + "> "))>
{
  "username": "Uproute",
  "content": "${call}${view.marked(view.title, 1900, markdown)}",
<#if view.text?has_content>
  "embeds": [{
    "description": "${view.marked(view.text, 4096, markdown)}",
    "color": ${view.colour},
    "timestamp": "${view.iso(view.sent.at)}",
    "footer": { "text": "${view.chars("Uproute on " + view.sent.source, 300)}" }
  }],
</#if>
<#if who == "">
  "allowed_mentions": { "parse": [] }
<#elseif who == "everyone">
  "allowed_mentions": { "parse": ["everyone"] }
<#else>
  "allowed_mentions": { "parse": [], "roles": ["${who}"] }
</#if>
}
