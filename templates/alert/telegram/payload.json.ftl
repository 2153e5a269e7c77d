<#-- A message of HTML, silent unless something is wrong: at most 4096 characters once the escapes are read,
     which are never more than are written. A group that moved has another number than the setting says. -->
<#assign chat = view.given!view.settings.chat>
<#assign title = view.html(view.title, 1000, {})>
<#assign text = view.html(view.text, 3000, {})>
{
  "chat_id": <#if chat?is_string && chat?starts_with("@")>"${chat}"<#else>${chat?number?c}</#if>,
<#if view.settings.thread??>
  "message_thread_id": ${view.settings.thread?number?c},
</#if>
  "text": "<b>${title}</b><#if text?has_content>\n${text}</#if>",
  "parse_mode": "HTML",
  "disable_notification": ${(message.severity == "info")?c},
  "link_preview_options": { "is_disabled": true }
}
