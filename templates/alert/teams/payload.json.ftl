<#-- An adaptive card for a workflow of Microsoft Teams, below 28 kB. -->
<#assign markdown = "\\*_`[]()#<>~|">
<#assign colours = { "down": "Attention", "trouble": "Warning", "good": "Good", "plain": "Default" }>
{
  "type": "message",
  "attachments": [{
    "contentType": "application/vnd.microsoft.card.adaptive",
    "contentUrl": null,
    "content": {
      "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
      "type": "AdaptiveCard",
      "version": "1.4",
<#if message.link?has_content>
      "actions": [{ "type": "Action.OpenUrl", "title": "Status page", "url": "${message.link}" }],
</#if>
      "body": [
        {
          "type": "TextBlock",
          "text": "${view.marked(view.chars(view.title, 500), 4000, markdown)}",
          "wrap": true,
          "size": "Medium",
          "weight": "Bolder",
          "color": "${colours[view.style]}"
        }
<#list view.bytes(view.text, 10000)?split("\\R", "r") as line>
<#if line?trim?has_content>
        , { "type": "TextBlock", "text": "${view.marked(line, 4000, markdown)}", "wrap": true }
</#if>
</#list>
      ]
    }
  }]
}
