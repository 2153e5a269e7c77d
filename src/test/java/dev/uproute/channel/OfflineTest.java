package dev.uproute.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.uproute.FakeClock;
import dev.uproute.channel.Receiver.Answer;
import dev.uproute.check.DeadNames;
import dev.uproute.check.Result;
import dev.uproute.check.Status;
import dev.uproute.dns.ScriptedServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xbill.DNS.Rcode;

/** An outage of ours, from a name server that is dead to every receiver. */
class OfflineTest {
  private static final int SERVICES = 20;
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @TempDir Path folder;

  @AfterEach
  void restore() {
    DeadNames.fail(null);
  }

  /** The beans with a name server that can die. */
  private Path beans() throws Exception {
    Path beans = FakeClock.beans(folder);
    String shipped = Files.readString(beans);
    String dead =
        shipped.replace(
            "type: dev.uproute.dns.NameResolver, factoryMethod: system",
            "type: %s, factoryMethod: names, constructors: { \"0\": \"#bean:clock\" }"
                .formatted(DeadNames.class.getName()));
    assertNotEquals(shipped, dead);
    return Files.writeString(beans, dead);
  }

  /** Services at names, one of which is down for good, and what answers to all these names. */
  private ChannelProgram open(Everyone everyone, Receiver target, Map<String, String> canaries)
      throws Exception {
    ChannelProgram room = new ChannelProgram(folder, beans(), everyone.settings(), canaries);
    String port = target.url("").replaceFirst(".*:", "");
    room.watch(
        IntStream.range(0, SERVICES)
            .mapToObj(
                i ->
                    ("{ id: s%d, url: \"http://s%d.example:%s/\", escalate_after: 0,"
                            + " expect: { http_status: %d } }")
                        .formatted(i, i, port, i == 0 ? 404 : 200))
            .toArray(String[]::new));
    return room;
  }

  @ParameterizedTest
  @CsvSource({
    "SERVFAIL, none, SERVER answered SERVFAIL",
    "REFUSED, http://canary.example:, SERVER answered REFUSED",
    "garbage, http://127.0.0.1:, SERVER answered what is no answer to the question",
    "NXDOMAIN, http://canary.example:, no canary answered"
  })
  void ten_minutes_without_names_are_one_message_about_ourselves(
      String answer, String canary, String cause) throws Exception {
    try (Receiver target = new Receiver(_ -> Answer.of(200, ""));
        Everyone everyone = new Everyone(folder)) {
      String port = target.url("/").replaceFirst(".*:", "");
      Map<String, String> canaries =
          Map.of("uproute.canaries", canary.equals("none") ? canary : canary + port);
      try (ChannelProgram room = open(everyone, target, canaries)) {
        expectKnown(room);
        expectKnown(room);
        everyone.forget();

        DeadNames.fail(
            answer.equals("garbage")
                ? (_, _) -> new byte[] {1, 2, 3}
                : ScriptedServer.code(Rcode.value(answer)));
        for (int i = 0; i < 10; i++) {
          Set<Status> found = minute(room).stream().map(Result::status).collect(Collectors.toSet());
          assertEquals(Set.of(Status.UNKNOWN), found, "minute " + i);
        }
        expectTold(everyone, List.of());
        DeadNames.fail(null);
        expectKnown(room);
        expectKnown(room);
        expectKnown(room);
        String notified =
            "Uproute was offline 12:02–12:12 UTC (10 min): %s; %d services were not judged"
                .formatted(cause.replace("SERVER", DeadNames.server()), SERVICES);
        expectTold(everyone, List.of(notified));
      }
    }
  }

  /** A minute in which only the first service is down. */
  private static void expectKnown(ChannelProgram room) {
    List<String> down =
        minute(room).stream()
            .filter(result -> result.status() != Status.UP)
            .map(result -> result.service().id() + " " + result.reason())
            .toList();
    assertEquals(List.of("s0 HTTP 200, expected 404"), down);
  }

  /** Checks everything and lets a minute pass; what was found. */
  private static List<Result> minute(ChannelProgram room) {
    List<Result> found = room.check();
    room.pass(MINUTE);
    return found;
  }

  private static void expectTold(Everyone everyone, List<String> sentences) throws Exception {
    for (String name : everyone.names()) {
      List<String> notified =
          everyone.got(name).stream()
              .map(shown -> shown.text().strip().replaceFirst("^.*Uproute on nas: ", ""))
              .toList();
      assertEquals(sentences, notified, name);
    }
  }
}
