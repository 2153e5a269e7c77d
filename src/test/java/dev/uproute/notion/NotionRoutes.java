package dev.uproute.notion;

import com.fasterxml.jackson.databind.JsonNode;
import dev.uproute.GivenSettings;
import dev.uproute.check.Tls;
import dev.uproute.record.RouteFailures;
import dev.uproute.service.MonotonicClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.main.Main;

/** The shipped room {@code notion}, and further route files, in front of a fake Notion. */
final class NotionRoutes implements AutoCloseable {
  private static final String ROWS = "notion-rows";
  private static final String TICK = "delay: 250 }";

  private final Main main = new Main();
  private final ProducerTemplate template;

  NotionRoutes(FakeNotion fake, Map<String, String> settings, String... files) throws Exception {
    main.setDefaultPropertyPlaceholderLocation("file:application.properties");
    GivenSettings.on(main);
    StringBuilder pattern =
        new StringBuilder(
            "file:routes/notion.camel.yaml,file:routes/send-http.camel.yaml,file:routes/errors.camel.yaml");
    for (String file : files) {
      pattern.append(",file:").append(file.equals(ROWS) ? eager() : route(file));
    }
    main.addInitialProperty("camel.main.routes-include-pattern", pattern.toString());
    main.addInitialProperty("camel.main.startup-summary-level", "Off");
    main.addOverrideProperty("uproute.notion.url", fake.url());
    main.addOverrideProperty("uproute.notion.token", FakeNotion.TOKEN);
    settings.forEach(main::addOverrideProperty);
    main.bind("routeFailures", new RouteFailures(new MonotonicClock()));
    main.bind("tls", new Tls("none"));
    main.start();
    template = main.getCamelTemplate();
  }

  private static Path route(String id) {
    return Path.of("routes", id + ".camel.yaml");
  }

  /** The route that writes rows, as shipped, but that it looks more often for what waits. */
  private static Path eager() throws IOException {
    String shipped = Files.readString(route(ROWS));
    if (!shipped.contains(TICK)) {
      throw new IllegalStateException(route(ROWS) + " has no " + TICK);
    }
    Path own = Files.createTempDirectory("routes").resolve(ROWS + ".camel.yaml");
    Files.writeString(own, shipped.replace(TICK, "initialDelay: 1, delay: 2 }"));
    own.toFile().deleteOnExit();
    own.getParent().toFile().deleteOnExit();
    return own;
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
