package dev.uproute.notion;

import com.fasterxml.jackson.databind.JsonNode;
import dev.uproute.GivenSettings;
import dev.uproute.check.Tls;
import java.util.Map;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.main.Main;

/** The shipped room {@code notion}, and further route files, in front of a fake Notion. */
final class NotionRoutes implements AutoCloseable {
  private final Main main = new Main();
  private final ProducerTemplate template;

  NotionRoutes(FakeNotion fake, Map<String, String> settings, String... files) throws Exception {
    main.setDefaultPropertyPlaceholderLocation("file:application.properties");
    GivenSettings.on(main);
    StringBuilder pattern =
        new StringBuilder(
            "file:routes/notion.camel.yaml,file:routes/send-http.camel.yaml,file:routes/errors.camel.yaml");
    for (String file : files) {
      pattern.append(",file:routes/").append(file).append(".camel.yaml");
    }
    main.addInitialProperty("camel.main.routes-include-pattern", pattern.toString());
    main.addInitialProperty("camel.main.startup-summary-level", "Off");
    main.addOverrideProperty("uproute.notion.url", fake.url());
    main.addOverrideProperty("uproute.notion.token", FakeNotion.TOKEN);
    settings.forEach(main::addOverrideProperty);
    main.bind("tls", new Tls("none"));
    main.start();
    template = main.getCamelTemplate();
  }

  JsonNode ask(NotionRequest call) {
    try {
      return template.requestBody("direct:notion", call, JsonNode.class);
    } catch (CamelExecutionException e) {
      if (e.getCause() instanceof NotionRefusal refusal) {
        throw refusal;
      }
      throw e;
    }
  }

  <T> T bean(String name, Class<T> type) {
    return main.lookup(name, type);
  }

  RequestGate gate() {
    return bean("notionRequestGate", RequestGate.class);
  }

  Main main() {
    return main;
  }

  @Override
  public void close() {
    main.stop();
  }
}
