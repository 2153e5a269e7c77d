package dev.uproute;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.uproute.check.Result;
import dev.uproute.check.Status;
import dev.uproute.deliver.Message;
import dev.uproute.deliver.Outbox;
import dev.uproute.notion.FakeNotion;
import dev.uproute.service.Service;
import dev.uproute.service.Services;
import dev.uproute.setting.Assembly;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** The whole program with a secret in every option, for whoever looks by JMX. */
@Isolated
class JmxTest {
  private static final String OFF = "org.apache.camel.jmx.disabled";
  private static final List<String> KINDS =
      List.of(
          "discord slack teams webhook ntfy gotify telegram pushover pagerduty email".split(" "));

  @TempDir Path folder;
  private FakeNotion fake;
  private final int closed = FreePort.find();

  @BeforeEach
  void start() throws Exception {
    fake = new FakeNotion();
    System.clearProperty(OFF);
  }

  @AfterEach
  void stop() throws Exception {
    System.setProperty(OFF, "true");
    fake.close();
  }

  private Map<String, String> settings() throws Exception {
    Path services =
        Files.writeString(
            folder.resolve("services.yaml"),
            """
            services:
              - id: shop
                url: "http://127.0.0.1:%d/?token=%s"
                retries: 0
                auth: { bearer: "%s" }
                headers: { X-Api-Key: "%s" }
            """
                .formatted(closed, Secret.WORD, Secret.WORD, Secret.WORD));
    Map<String, String> all = new HashMap<>(channels());
    all.put("camel.main.jmx-enabled", "true");
    all.put("uproute.log.level", "WARN");
    all.put("uproute.services.from", "file,notion");
    all.put("uproute.services.file", services.toString());
    all.put("uproute.summary.to", "console");
    all.put("uproute.store", "memory");
    all.put("uproute.notion.url", fake.url());
    all.put("uproute.api.token", Secret.WORD + "a".repeat(32));
    all.put("uproute.notion.token", FakeNotion.TOKEN);
    all.put("uproute.notion.data-source-id", "a".repeat(32));
    return all;
  }

  private Map<String, String> channels() {
    Map<String, String> all = new HashMap<>();
    all.put("uproute.alert.channels", String.join(",", KINDS));
    String receiver = "http://127.0.0.1:" + closed;
    for (String kind : KINDS) {
      String its = "uproute.alert." + kind + ".";
      all.put(its + "url", receiver + "/" + Secret.WORD + "?sig=" + Secret.WORD);
      all.put(its + "token", Secret.WORD);
    }
    for (String kind : List.of("gotify", "telegram", "pushover", "pagerduty")) {
      all.put("uproute.alert." + kind + ".url", receiver);
    }
    all.put("uproute.alert.webhook.secret", Secret.WORD);
    all.put("uproute.alert.pushover.user", Secret.WORD);
    all.put("uproute.alert.telegram.chat", "1");
    all.put("uproute.alert.email.host", "127.0.0.1");
    all.put("uproute.alert.email.port", String.valueOf(closed));
    all.put("uproute.alert.email.tls", "none");
    all.put("uproute.alert.email.user", Secret.WORD);
    all.put("uproute.alert.email.password", Secret.WORD);
    all.put("uproute.alert.email.from", "uproute@example.org");
    all.put("uproute.alert.email.recipients", "ops@example.org");
    return all;
  }

  @Test
  void no_secret_is_in_anything_that_jmx_shows() throws Exception {
    Main main = Assembly.assemble(settings());
    try {
      Assembly.init(main);
      main.start();
      CamelContext camel = main.getCamelContext();
      Service shop = main.lookup("services", Services.class).current().getFirst();
      Result result = main.getCamelTemplate().requestBody("direct:check", shop, Result.class);
      assertEquals(Status.DOWN, result.status(), result.reason());
      for (String kind : KINDS) {
        Message message = main.lookup("outbox", Outbox.class).test(kind);
        Exchange exchange = camel.getEndpoint("direct:deliver-message").createExchange();
        exchange.setVariable("message", message);
        exchange.setVariable("channel", kind);
        camel.createProducerTemplate().send("direct:deliver-message", exchange);
        assertNotNull(exchange.getException(), kind + " was accepted");
        Secret.assertNone("a failure", exchange.getException().toString());
      }
      List<String> texts = Beans.texts();
      assertTrue(texts.stream().anyMatch(t -> t.contains("direct:alert-discord")), "no routes");
      assertTrue(texts.stream().anyMatch(t -> t.contains("dumpRoutesAsXml: <")), "no dump");
      texts.forEach(text -> Secret.assertNone(text.substring(0, text.indexOf(": ")), text));
    } finally {
      main.stop();
    }
  }
}
