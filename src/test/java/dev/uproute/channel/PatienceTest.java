package dev.uproute.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.uproute.FakeClock;
import dev.uproute.channel.Receiver.Answer;
import dev.uproute.channel.Receiver.Request;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Receivers of every kind that want to be left alone for a while. */
@Execution(ExecutionMode.CONCURRENT)
class PatienceTest {
  private static final int SERVICES = 30;

  @TempDir Path folder;
  private volatile int status = 200;
  private volatile InstantSource clock;
  private final Map<String, Limited> limited = new TreeMap<>();

  @Test
  void nobody_is_asked_before_the_time_it_named_and_everything_arrives() throws Exception {
    try (Receiver target = new Receiver(_ -> Answer.of(status, ""));
        Everyone everyone = new Everyone(folder, this::limit)) {
      try (ChannelProgram room = open(everyone, target)) {
        room.check();
        // a moment that is no whole second
        room.clock().pass(Duration.ofMillis(900));
        status = 503;
        room.check();
        room.pass(Duration.ofSeconds(30));
        expectAccepted(0, 0);
      }
      Instant stopped = clock.instant();
      try (ChannelProgram room = open(everyone, target)) {
        room.clock().pass(Duration.between(room.clock().instant(), stopped));
        room.pass(Duration.ofMinutes(3));
        expectAccepted(1, SERVICES);
        status = 200;
        room.check();
        room.pass(Duration.ofMinutes(3));
        expectAccepted(2, 2 * SERVICES);
        assertEquals(
            "sent " + 2 * SERVICES * everyone.names().size(),
            room.ask("select state || ' ' || count(*) from delivery"));
      }
    }
  }

  private Limited limit(String kind, Function<Request, Answer> strict) {
    Limited each = new Limited(kind, strict, () -> clock);
    limited.put(kind, each);
    return each;
  }

  private ChannelProgram open(Everyone everyone, Receiver target) throws Exception {
    ChannelProgram room =
        new ChannelProgram(folder, FakeClock.beans(folder), everyone.settings(), Map.of());
    clock = room.clock();
    room.watch(
        IntStream.range(0, SERVICES)
            .mapToObj(i -> "{ id: s%d, url: \"%s\" }".formatted(i, target.url("/")))
            .toArray(String[]::new));
    return room;
  }

  /**
   * @param events what PagerDuty takes, which gets each line alone, up to ten at a time
   */
  private void expectAccepted(int messages, int events) {
    limited.forEach(
        (kind, each) -> {
          boolean lines = kind.equals("pagerduty");
          assertEquals(List.of(), each.early(), kind);
          assertEquals(lines ? events : messages, each.accepted(), kind);
          assertTrue(each.underWay() <= (lines ? 2 * 9 : 0), kind + " " + each.underWay());
        });
  }
}
