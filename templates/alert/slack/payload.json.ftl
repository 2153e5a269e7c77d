<#-- A Slack webhook, and those of Mattermost and Rocket.Chat: the title in bold. Slack has no escape for
     what makes text bold or slanted, so similar characters stand for these. -->
<#assign alike = { "*": "∗", "_": "ˍ", "~": "∼", "`": "ˋ" }>
<#assign title = view.html(view.title, 1000, alike)>
<#assign text = view.html(view.text, 3900 - title?length, alike)>
{ "text": "*${title}*<#if text?has_content>\n${text}</#if>" }
