package dev.uproute.reload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.uproute.GivenSettings;
import dev.uproute.ServiceBuilder;
import dev.uproute.Wait;
import dev.uproute.check.Result;
import dev.uproute.check.Status;
import dev.uproute.health.Health;
import dev.uproute.report.RefusedChanges;
import dev.uproute.service.Service;
import dev.uproute.setting.Assembly;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Route files are edited while 200 services of their type are checked without a pause. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReloadTest {
  /** What is said of a Camel component, ?, that is not there. */
  private static final String MISSING =
      "there is no Camel component ? on the class path; if Camel has it, ./uproute add camel-?"
          + " fetches it";

  private static final int SERVICES = 200;
  private static final String FILE = "routes/check-store.camel.yaml";

  @TempDir static Path folder;
  private Main main;
  private CamelContext camel;
  private RefusedChanges refused;
  private Reload reload;

  /** Goes on by a second whenever somebody looks, so that nobody waits for a file to settle. */
  private final AtomicInteger looks = new AtomicInteger();

  private final Set<String> words = ConcurrentHashMap.newKeySet();
  private final List<String> lost = new CopyOnWriteArrayList<>();
  private final AtomicInteger checks = new AtomicInteger();
  private volatile boolean over;

  @BeforeAll
  void start() throws Exception {
    main =
        Assembly.assemble(
            Map.of(
                "camel.main.name", GivenSettings.name(),
                "uproute.monitor", "false",
                "uproute.store", "memory",
                "uproute.summary.to", "console",
                "uproute.log.level", "WARN",
                "uproute.services.from", "api",
                "my.secret", "s3cr3t-value"));
    Assembly.init(main);
    main.start();
    camel = main.getCamelContext();
    refused = main.lookup("refusedChanges", RefusedChanges.class);
    reload =
        new Reload(
            refused,
            () -> Instant.parse("2026-06-17T12:00:00Z").plusSeconds(2L * looks.incrementAndGet()),
            folder);
  }

  @AfterAll
  void stop() {
    over = true;
    main.stop();
  }

  private static String steps(String steps) {
    return """
        - route:
            id: check-store
            from:
              uri: direct:check-store
              steps:
        """
        + steps.indent(8);
  }

  private static String says(String word) {
    // what is under way when the file changes ends on the old route
    return steps("- delay: { constant: 30 }\n- setBody: { constant: %s }".formatted(word));
  }

  private void edit(String text) throws Exception {
    Files.writeString(folder.resolve("check-store.camel.yaml"), text);
    reload.look(camel);
  }

  private Result check() {
    Exchange exchange = camel.getEndpoint("direct:check").createExchange();
    exchange.getMessage().setBody(service(0));
    ProducerTemplate template = camel.createProducerTemplate();
    return template.send("direct:check", exchange).getMessage().getBody(Result.class);
  }

  private static Service service(int number) {
    ServiceBuilder given = ServiceBuilder.type("store");
    given.id = "s" + number;
    return given.service();
  }

  private void checkOn() {
    ProducerTemplate template = camel.createProducerTemplate();
    for (int i = 0; i < SERVICES; i++) {
      Service service = service(i);
      Thread.ofVirtual()
          .start(
              () -> {
                while (!over) {
                  Result result = template.requestBody("direct:check", service, Result.class);
                  checks.incrementAndGet();
                  if (result.status() == Status.UNKNOWN) {
                    lost.add(result.reason());
                  }
                  words.add(result.status().name());
                }
              });
    }
  }

  private void taken(String text, Status status) throws Exception {
    edit(text);
    assertEquals(List.of(), refused.all());
    assertEquals(status, check().status());
  }

  private void broken(String text, String error) throws Exception {
    Status before = check().status();
    edit(text);
    assertEquals(before, check().status(), error);
    assertEquals(
        (FILE + error).lines().toList(),
        refused.all().stream().flatMap(each -> each.error().lines()).toList());
    String health = main.lookup("health", Health.class).problems().toString();
    assertFalse(health.contains("s3cr3t"), health);
  }

  @Test
  void edits_of_a_route_change_what_the_next_checks_do_and_broken_ones_nothing() throws Exception {
    taken(says("DOWN"), Status.DOWN);
    checkOn();
    assertTrue(Wait.until(Wait.LONG, () -> checks.get() > SERVICES), "nothing is checked");
    taken(says("DEGRADED"), Status.DEGRADED);
    broken(
        steps("- log: { message: hi"),
        ":7:1: is not YAML: expected ',' or '}', but got <stream end>");
    broken(steps("- frobnicate: { a: b }"), ":6:11: frobnicate is no step of Camel");
    broken(steps("- to: nosuch:x"), ":6:15: " + MISSING.replace("?", "nosuch"));
    broken(steps("- to: exec:ls"), ":6:15: " + MISSING.replace("?", "exec"));
    broken(
        steps("- setBody: { groovy: 1 + 1 }"),
        ":6:22: there is no language groovy on the class path");
    broken(steps("- setBody: { constnt: x }"), ":6:31: there is no key constnt here");
    broken(
        steps("- to: \"log:a?nosuch={{my.secret}}\""),
        ":6:15: There are 1 parameters that couldn't be set on the endpoint. Check the uri if the"
            + " parameters are spelt correctly and that they are properties of the endpoint. Unknown"
            + " parameters=[{nosuch={{my.secret}}}]");
    broken(steps("- to: \"log:{{not.there}}\""), ":6:15: {{not.there}} is not a property");
    broken(steps("- bean: { ref: nosuch, method: x }"), ":6:24: there is no bean nosuch");
    broken("", ":1:1: is empty; a file that takes a packaged one away holds [], an empty list");
    broken(
        says("UP").replace("id: check-store", "id: check-http"),
        ":2:9: the id of a route here is check-store, or begins with check-store-\n"
            + FILE
            + ":2:9: the id check-http is that of a route in routes/check-http.camel.yaml");
    broken(
        says("UP").replace("direct:check-store", "platform-http:/api/status"),
        ":4:12: another route begins at platform-http:/api/status: api-status");
    broken(
        steps("- loop: { doWhile: true, constant: \"true\", steps: [ { log: a } ] }"),
        ":6:11: a loop that never ends");
    broken(
        steps("- log: a\n- to: direct:check-store"),
        ":7:15: a circle that never ends: check-store -> check-store");
    broken("#".repeat((1 << 20) + 1), ": is larger than 1 MiB");
    broken(
        "- beans: [ { name: clock, type: java.lang.Object } ]\n" + says("UP"),
        ":1:3: there is a bean clock already");
    broken(
        "- routeConfiguration: { id: mine }\n" + says("UP"),
        ":1:3: routeConfiguration is made at the start; it needs a restart");
    taken(says("UP"), Status.UP);
    assertTrue(
        Wait.until(Wait.LONG, () -> words.containsAll(Set.of("DOWN", "DEGRADED", "UP"))),
        () -> words.toString());
    over = true;
    assertEquals(List.of(), lost);
  }
}
