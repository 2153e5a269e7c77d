package dev.uproute.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.uproute.Farm;
import dev.uproute.ServiceBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/**
 * A check type of the user's own is one route file; what it does wrong is not the target's fault.
 */
class UserCheckTest {
  @TempDir private Path folder;

  /**
   * A folder with one more file in it, as a user would write it: no error style, no description.
   */
  private Result check(String steps) throws Exception {
    Path file = folder.resolve("check-store.camel.yaml");
    Files.writeString(
        file,
        """
        - route:
            id: check-store
            from:
              uri: direct:check-store
              steps:
        %s
        """
            .formatted(steps.indent(12)));
    try (Routes routes = new Routes("file:" + file)) {
      ServiceBuilder given = ServiceBuilder.type("store");
      given.retries = 1;
      Exchange exchange = routes.run(given.service());
      assertNull(exchange.getException(), "a check never throws");
      return exchange.getMessage().getBody(Result.class);
    }
  }

  @ParameterizedTest(name = "{0} → {1}: {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          - log: { message: "looked at ${body.id}" }                 | UP | answered in
          - setBody: { simple: "${bodyAs(String)}" }                 | UP | answered in
          - setBody: { simple: { expression: "true", resultType: java.lang.Boolean } } | UP | answered in
          - setBody: { simple: { expression: "false", resultType: java.lang.Boolean } } | DOWN | check-store says down
          - setBody: { constant: "false" }                           | DOWN | check-store says down
          - setBody: { constant: " Degraded " }                      | DEGRADED | check-store says degraded
          - setBody: { constant: "true" }                            | UP | answered in
          - setBody: { constant: "42 orders" }                       | UP | answered in
          - setBody: { constant: " OK " }                            | UP | answered in
          - setBody: { constant: "Healthy" }                         | UP | answered in
          - setBody: { constant: "warning" }                         | DEGRADED | check-store says degraded
          - setBody: { constant: "OUT_OF_SERVICE" }                  | DOWN | check-store says down
          - setBody: { constant: "offline" }                         | DOWN | check-store says down
          - setBody: { constant: "timeout" }                         | TIMEOUT | check-store says timeout
          - setBody: { constant: "1" }                               | UP | check-store says 1
          - setBody: { constant: "0" }                               | DOWN | check-store says 0
          - setBody: { constant: "0.0" }                             | DOWN | check-store says 0
          - setBody: { constant: "-17.50" }                          | UP | check-store says -17.5
          - setBody: { simple: { expression: "12", resultType: java.lang.Integer } } | UP | check-store says 12
          - setBody: { constant: '{"status": "UP"}' }                | UP | answered in
          - setBody: { constant: '{"status": "UP", "reason": "3 of 3 nodes", "response_time": 12.5}' } | UP | 3 of 3 nodes
          - setBody: { constant: '{"status": "down", "reason": "queue is full"}' } | DOWN | queue is full
          - setBody: { constant: '{"status": "warn"}' }              | DEGRADED | check-store says degraded
          - setBody: { constant: '{"status": true}' }                | UP | answered in
          - setBody: { constant: '{"status": false, "components": {}}' } | DOWN | check-store says down
          - setBody: { constant: '{"status": "Dwn"}' }               | UNKNOWN | check-store says status "Dwn", which is not up, degraded, timeout, down,
          - setBody: { constant: '{"status": 200}' }                 | UNKNOWN | check-store says status "200", which is not up, degraded,
          - setBody: { constant: '{"status": "UP", "response_time": "fast"}' } | UNKNOWN | check-store says response_time "fast", which is not a number of milliseconds
          - setBody: { constant: '{"queue": 3}' }                    | UP | answered in
          - setBody: { constant: '{"status": "UP"' }                 | UP | answered in
          - setBody: { constant: '[{"status": "DOWN"}]' }            | UP | answered in
          - setBody: { simple: { expression: '{"status": "DOWN"}', resultType: "byte[]" } } | DOWN | check-store says down
          - setBody: { simple: { expression: '{"status": "DOWN"}', resultType: java.io.InputStream } } | DOWN | check-store says down
          - setHeader: { name: CamelExecExitValue, constant: "2" }   | DOWN | exit code 2
          - setHeader: { name: CamelExecExitValue, constant: "1" }   | DEGRADED | exit code 1
          - setHeader: { name: CamelExecExitValue, constant: "3" }   | UNKNOWN | exit code 3
          - setHeader: { name: CamelExecExitValue, constant: "0" }   | UP | exit code 0
          - setBody: { simple: { expression: "DEGRADED", resultType: dev.uproute.check.Status } } | DEGRADED | check-store says degraded
          - throwException: { exceptionType: java.io.IOException, message: "disk 3 is gone" } | DOWN | disk 3 is gone
          - throwException: { exceptionType: java.sql.SQLException, message: "too many clients" } | DOWN | too many clients
          - throwException: { exceptionType: java.util.concurrent.TimeoutException, message: "slow" } | TIMEOUT | slow
          - throwException: { exceptionType: java.io.IOException, message: "Too many open files" } | UNKNOWN | the check itself failed: Too many open files
          - throwException: { exceptionType: java.lang.NullPointerException, message: "oops" } | UNKNOWN | the check itself failed: oops
          - toD: "nosuch:${body.id}"                                 | UNKNOWN | the check itself failed:
          - to: { uri: "direct:nowhere" }                            | UNKNOWN | the check itself failed: there is no route nowhere
          - convertBodyTo: { type: java.util.Date }                  | UNKNOWN | the check itself failed:
          """)
  void what_a_route_returns_becomes_a_result(String steps, Status status, String reason)
      throws Exception {
    Result result = check(steps);
    assertEquals(status, result.status(), result.reason());
    assertTrue(result.reason().startsWith(reason), result.reason());
    boolean stands = status == Status.UP || status == Status.DEGRADED;
    assertEquals(stands ? 1 : 2, result.evidence().attempts(), "one retry unless it stands");
  }

  @Test
  void a_route_may_ask_a_program_over_http() throws Exception {
    try (Farm farm = new Farm()) {
      for (String before : List.of("", "- setHeader: { name: id, simple: \"${body.id}\" }\n")) {
        String ask = before + "- to: \"%s\"";
        Result up = check(ask.formatted(farm.url("/ok/1")));
        assertEquals(Status.UP, up.status(), up.reason());
        Result down = check(ask.formatted(farm.url("/503/1")));
        assertEquals(Status.DOWN, down.status(), down.reason());
      }
    }
  }

  @Test
  void what_it_asks_with_is_a_get_until_it_has_a_body_of_its_own() throws Exception {
    try (RawServer server = RawServer.saying("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nup")) {
      String to = "- to: \"http://127.0.0.1:" + server.port() + "/health\"";
      assertEquals(Status.UP, check(to).status());
      assertTrue(server.requests.getLast().startsWith("GET /health "), server.requests.toString());
      check("- setBody: { constant: \"query\" }\n" + to);
      assertTrue(server.requests.getLast().startsWith("POST /health "), server.requests.toString());
    }
  }

  /** The recipes of the README and the docs, as they stand there, against a server of ours. */
  @ParameterizedTest
  @ValueSource(strings = {"README.md", "docs/routes.md"})
  void the_recipe_runs(String page) throws Exception {
    String text = Files.readString(Path.of(page));
    Matcher recipe = Pattern.compile("(?s)- to: http://127\\.0\\.0\\.1:9000/health").matcher(text);
    assertTrue(recipe.find(), page);
    String before = text.substring(text.lastIndexOf("steps:", recipe.start()) + 6, recipe.end());
    try (Farm farm = new Farm()) {
      String steps = before.stripIndent().strip().replaceAll("(?m)^ +", "");
      Result up = check(steps.replace("http://127.0.0.1:9000/health", farm.url("/ok/1")));
      assertEquals(Status.UP, up.status(), up.reason());
      Result down = check(steps.replace("http://127.0.0.1:9000/health", farm.url("/503/1")));
      assertEquals(Status.DOWN, down.status(), down.reason());
    }
  }

  @Test
  void a_route_may_say_how_long_it_took_and_what_it_measured() throws Exception {
    Result told = check("- setBody: { constant: '{\"status\": \"UP\", \"response_time\": 12.5}' }");
    assertEquals(12_500L, told.evidence().response());
    Result measured = check("- setBody: { constant: '17' }");
    assertEquals(Map.of("value", 17.0), measured.evidence().perfdata().values());
    Result ran =
        check(
            "- setHeader: { name: CamelExecExitValue, constant: \"1\" }\n"
                + "- setBody: { constant: \"LOAD WARNING | load1=7\" }");
    assertEquals("LOAD WARNING", ran.reason());
    assertEquals(Map.of("load1", 7.0), ran.evidence().perfdata().values());
  }

  @Test
  void a_type_without_a_route_is_unknown_not_down() throws Exception {
    try (Routes routes = new Routes()) {
      Result result = routes.check(ServiceBuilder.type("nosuch").service());
      assertEquals(Status.UNKNOWN, result.status());
      assertEquals("the check itself failed: there is no route check-nosuch", result.reason());
      assertNull(result.online());
    }
  }

  @Test
  void a_failure_of_ours_is_warned_of_once_until_the_check_works_again() throws Exception {
    Logger log = (Logger) LoggerFactory.getLogger(Checks.class);
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    lines.start();
    log.addAppender(lines);
    try {
      Checks checks = new Checks(InstantSource.system(), new Sleep(), new DetailedChecks());
      Attempt attempt = checks.begin(ServiceBuilder.type("store").service()).next();
      for (int i = 0; i < 3; i++) {
        checks.failed(attempt, new IllegalStateException("oops"));
      }
      assertEquals(1, warnings(lines));
      checks.failed(attempt, new IllegalStateException("another"));
      assertEquals(2, warnings(lines));
      checks.settle(attempt, attempt.result(Status.UP, "up", Evidence.NONE), null);
      checks.failed(attempt, new IllegalStateException("another"));
      assertEquals(3, warnings(lines));
    } finally {
      log.detachAppender(lines);
    }
  }

  private static long warnings(ListAppender<ILoggingEvent> lines) {
    return lines.list.stream().filter(line -> line.getLevel() == Level.WARN).count();
  }

  @Test
  void an_endpoint_may_be_named_by_the_operators_file_only() throws Exception {
    Path file = folder.resolve("hello.camel.yaml");
    Files.writeString(
        file,
        """
        - route:
            id: hello
            from:
              uri: direct:hello
              steps:
                - setBody: { constant: "hello there" }
        """);
    try (Routes routes = new Routes("file:" + file)) {
      ServiceBuilder given = ServiceBuilder.endpoint("camel:direct:hello");
      given.timeout = Duration.ofSeconds(20);
      given.bodyContains = "there";
      assertEquals(Status.UP, routes.check(given.service()).status());
      given.source = "notion";
      Result refused = routes.check(given.service());
      assertEquals(Status.UNKNOWN, refused.status());
      assertEquals("type camel is open to services.yaml only, not to notion", refused.reason());
    }
  }
}
