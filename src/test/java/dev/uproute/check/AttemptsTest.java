package dev.uproute.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.uproute.ServiceBuilder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** How often and until when a check tries, through the shipped routes. */
class AttemptsTest {
  @AutoClose private static Routes routes;

  @BeforeAll
  static void start() throws Exception {
    routes = new Routes();
  }

  private static RawServer answering(String... status) throws Exception {
    List<String> all = List.of(status);
    int[] i = {0};
    return new RawServer(
        (_, _, out) -> {
          String line = all.get(Math.min(i[0]++, all.size() - 1));
          out.write(
              ("HTTP/1.1 " + line + "\r\nContent-Length: 0\r\n\r\n")
                  .getBytes(StandardCharsets.UTF_8));
        });
  }

  @Test
  void a_service_that_recovers_is_up_and_tells_how_many_attempts_it_took() throws Exception {
    try (RawServer server = answering("500 a", "500 b", "200 c")) {
      ServiceBuilder given = ServiceBuilder.url(server.url("/"));
      given.retries = 5;
      Result result = routes.check(given.service());
      assertEquals(Status.UP, result.status());
      assertEquals(3, result.evidence().attempts());
      assertEquals(3, server.requests.size());
    }
  }

  @Test
  void there_is_never_one_attempt_more_than_asked_for() throws Exception {
    try (RawServer server = answering("500 no")) {
      ServiceBuilder given = ServiceBuilder.url(server.url("/"));
      given.retries = 2;
      assertEquals(3, routes.check(given.service()).evidence().attempts());
      given.retries = 0;
      assertEquals(1, routes.check(given.service()).evidence().attempts());
      assertEquals(4, server.requests.size());
    }
  }

  @Test
  void degraded_is_an_answer_and_not_tried_again() throws Exception {
    try (RawServer server = answering("500 no")) {
      ServiceBuilder given = ServiceBuilder.url(server.url("/"));
      given.degradedStatus = ServiceBuilder.range(500, 599);
      given.retries = 2;
      Result result = routes.check(given.service());
      assertEquals(Status.DEGRADED, result.status());
      assertEquals(1, server.requests.size());
    }
  }

  @Test
  void the_services_own_pause_lies_between_attempts() throws Exception {
    try (RawServer server = answering("500 no")) {
      ServiceBuilder given = ServiceBuilder.url(server.url("/"));
      given.retries = 2;
      given.retryDelay = Duration.ofMillis(150);
      long begun = System.nanoTime();
      routes.check(given.service());
      long took = (System.nanoTime() - begun) / 1_000_000;
      assertTrue(took >= 300, took + " ms for two pauses of 150 ms");
    }
  }

  @Test
  void all_attempts_end_before_the_next_check_is_due() throws Exception {
    try (RawServer server = new RawServer((_, _, _) -> Thread.sleep(60_000))) {
      ServiceBuilder given = ServiceBuilder.url(server.url("/"));
      given.interval = Duration.ofMillis(3000);
      given.timeout = Duration.ofMillis(1100);
      given.retries = 10;
      Result result = routes.check(given.service());
      assertEquals(Status.TIMEOUT, result.status());
      // of 2700 ms: two whole ones and what is left, or less of them on a machine that is busy
      int attempts = result.evidence().attempts();
      assertTrue(attempts <= 3, attempts + " attempts");
      if (attempts == 3) {
        assertTrue(result.reason().matches(".* within ([1-4]?[0-9])?[0-9]ms"), result.reason());
      }
    }
  }
}
