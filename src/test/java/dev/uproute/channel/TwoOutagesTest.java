package dev.uproute.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.uproute.FakeClock;
import dev.uproute.channel.Receiver.Answer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From what a target answers to a webhook: an outage is notified whatever came before it. */
@Execution(ExecutionMode.CONCURRENT)
class TwoOutagesTest {
  @TempDir Path folder;
  private volatile int status = 200;

  @ParameterizedTest(name = "every {0} min")
  @ValueSource(ints = {2, 30, 120})
  void a_second_short_outage_is_notified_like_the_first(int minutes) throws Exception {
    expect(
        Duration.ofMinutes(minutes),
        List.of(200, 503, 200, 503, 200),
        List.of("down plex", "up plex", "down plex", "up plex"));
  }

  @Test
  void the_fifth_change_within_an_hour_is_flapping() throws Exception {
    expect(
        Duration.ofMinutes(2),
        List.of(503, 200, 503, 200, 503, 200, 503, 200),
        List.of("down plex", "up plex", "down plex", "up plex", "flapping plex"));
  }

  @Test
  void every_two_hours_nothing_is_flapping() throws Exception {
    expect(
        Duration.ofHours(2),
        List.of(503, 200, 503, 200, 503, 200),
        List.of("down plex", "up plex", "down plex", "up plex", "down plex", "up plex"));
  }

  private void expect(Duration step, List<Integer> answers, List<String> events) throws Exception {
    try (Receiver target = new Receiver(_ -> Answer.of(status, ""));
        Receiver hook = new Receiver(_ -> Answer.of(204, ""));
        ChannelProgram room =
            new ChannelProgram(
                folder,
                FakeClock.beans(folder),
                Map.of("channels", "webhook", "webhook.url", hook.url("/hook")),
                Map.of())) {
      room.watch("{ id: plex, url: \"%s\", escalate_after: 0 }".formatted(target.url("/")));
      for (int answer : answers) {
        status = answer;
        room.check();
        room.pass(step);
      }
      assertEquals(
          events,
          hook.requests.stream()
              .map(request -> request.json().at("/events/0"))
              .map(event -> event.get("event").asText() + " " + event.get("service").asText())
              .toList());
    }
  }
}
