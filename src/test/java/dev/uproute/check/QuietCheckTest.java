package dev.uproute.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.uproute.FreePort;
import dev.uproute.ServiceBuilder;
import dev.uproute.service.Service;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a result in maintenance and when we are offline, through the shipped routes. */
class QuietCheckTest {
  @TempDir Path folder;

  private static RawServer server() throws Exception {
    return new RawServer(
        (_, _, out) ->
            out.write(
                "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void while_the_flag_exists_results_are_those_of_a_maintenance() throws Exception {
    Path flag = Files.writeString(folder.resolve("maintenance.flag"), "Disks");
    try (RawServer server = server();
        Routes routes = new Routes(Map.of("uproute.maintenance.flag", flag))) {
      Result up = routes.check(ServiceBuilder.url(server.url("/")).service());
      assertEquals(Status.UP, up.status());
      assertTrue(up.maintenance());
      assertNull(up.online());
      Result down =
          routes.check(ServiceBuilder.url("http://127.0.0.1:" + FreePort.find()).service());
      assertEquals(Status.DOWN, down.status());
      assertNull(down.online());
    }
  }

  private static Result external(Routes routes, int port) {
    ServiceBuilder given = ServiceBuilder.url("http://127.0.0.1:" + port);
    given.zone = Service.Zone.EXTERNAL;
    return routes.check(given.service());
  }

  @Test
  void canaries_that_fail_at_the_same_time_do_not_break_their_round() throws Exception {
    String canaries =
        IntStream.range(0, 50)
            .mapToObj(_ -> "tcp://127.0.0.1:" + FreePort.find())
            .collect(Collectors.joining(","));
    try (Routes routes = new Routes(Map.of("uproute.canaries", canaries))) {
      Result result = external(routes, FreePort.find());
      assertEquals("Uproute itself is offline: no canary answered", result.reason());
    }
  }

  /** Also in a command that checks once, where no clock begins a route. */
  @ParameterizedTest(name = "in a monitor: {0}")
  @ValueSource(booleans = {true, false})
  void when_no_canary_answers_a_failure_is_ours_and_only_on_their_side(boolean monitor)
      throws Exception {
    int gone = FreePort.find();
    String canaries = "http://127.0.0.1:%d/,tcp://127.0.0.1:%d".formatted(gone, gone);
    try (Routes routes =
        new Routes(Map.of("uproute.canaries", canaries, "uproute.monitor", monitor))) {
      Result result = external(routes, gone);
      assertEquals(Status.UNKNOWN, result.status());
      assertEquals("Uproute itself is offline: no canary answered", result.reason());
      assertNull(result.online());
      Result local = routes.check(ServiceBuilder.url("http://127.0.0.1:" + gone).service());
      assertEquals(Status.DOWN, local.status());
    }
  }

  @Test
  void a_failure_is_believed_when_a_canary_answers_and_all_that_fail_ask_once() throws Exception {
    int gone = FreePort.find();
    try (RawServer server = server()) {
      String canaries = "tcp://127.0.0.1:%d,%s".formatted(gone, server.url("/"));
      try (Routes routes = new Routes(Map.of("uproute.canaries", canaries));
          ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor()) {
        List<Future<Result>> results =
            IntStream.range(0, 50)
                .mapToObj(i -> workers.submit(() -> external(routes, gone)))
                .toList();
        for (Future<Result> result : results) {
          assertEquals(Status.DOWN, result.get().status());
        }
        assertEquals(1, server.requests.size());
      }
    }
  }
}
