<#-- The subject of a mail: one line. `message`: see text.ftl. -->
${message.title}<#if message.lines?size == 1 && message.lines[0].reason?has_content && message.lines[0].event != "report">: ${message.lines[0].reason}</#if>
