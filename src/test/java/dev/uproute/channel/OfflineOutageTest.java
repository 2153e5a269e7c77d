package dev.uproute.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.uproute.FakeClock;
import dev.uproute.channel.Receiver.Answer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An outage found just before our own network failed: what a check finds afterwards counts. */
@Execution(ExecutionMode.CONCURRENT)
class OfflineOutageTest {
  @TempDir Path folder;
  private volatile int status = 200;
  private volatile int canary = 200;

  @ParameterizedTest(name = "afterwards {0}")
  @CsvSource({"200, self", "404, self down"})
  void is_notified_only_when_it_lasts(int afterwards, String events) throws Exception {
    try (Receiver target = new Receiver(_ -> Answer.of(status, ""));
        Receiver canaries = new Receiver(_ -> Answer.of(canary, ""));
        Receiver hook = new Receiver(_ -> Answer.of(204, ""));
        ChannelProgram room =
            new ChannelProgram(
                folder,
                FakeClock.beans(folder),
                Map.of("channels", "webhook", "webhook.url", hook.url("/hook")),
                Map.of("uproute.canaries.local", canaries.url("/")))) {
      room.watch("{ id: plex, url: \"%s\", escalate_after: 0 }".formatted(target.url("/")));
      room.check();
      status = 503;
      room.check();
      canary = 503;
      room.pass(Duration.ofSeconds(6));
      room.check();
      room.pass(Duration.ofMinutes(10));
      assertEquals(List.of(), hook.requests);
      canary = 200;
      status = afterwards;
      room.check();
      room.pass(Duration.ofMinutes(1));
      status = afterwards;
      room.check();
      room.pass(Duration.ofMinutes(2));
      StringBuilder notified = new StringBuilder();
      for (Receiver.Request request : hook.requests) {
        request
            .json()
            .get("events")
            .forEach(e -> notified.append(' ').append(e.get("event").asText()));
      }
      assertEquals(events, notified.toString().strip());
      String last = hook.requests.getLast().json().toString();
      assertEquals(afterwards == 404, last.contains("HTTP 404, expected"), last);
    }
  }
}
