<#--
  The text of every channel. Its first line is the title where a receiver has one. The titles, and when it was, are
  made by the classes channel/MessageView (of the message) and channel/LineView (of a line).

  message: title icon css severity lines more at source link
  line:    event css icon title when before reason name site url link acknowledge tags

  Texts are written as they are; each channel escapes the whole for its receiver.
-->
${message.icon} ${message.title}
<#if message.lines?size == 1 && message.more == 0>
<#assign line = message.lines[0]>
<#if line.reason?has_content>
${line.reason}
</#if>
<#if line.when?has_content>
${line.when?cap_first}<#if line.before?has_content>, ${line.before}</#if>
</#if>
<#if line.url?has_content>
${line.url}
</#if>
<#if line.event == "test">
This channel works. Nothing is wrong.
</#if>
<#if line.link?has_content>
${line.link}
<#elseif message.link?has_content>
${message.link}
</#if>
<#if line.acknowledge?has_content>
Acknowledge: ${line.acknowledge}
</#if>
<#else>
<#list message.lines as line>
${line.icon} ${line.title}<#if line.when?has_content>, ${line.when}</#if><#if line.reason?has_content>: ${line.reason}</#if>
<#if line.acknowledge?has_content && message.lines?size lte 5>
Acknowledge: ${line.acknowledge}
</#if>
</#list>
<#if message.more gt 0>
and ${message.more} more
</#if>
<#if message.link?has_content>
${message.link}
</#if>
</#if>
