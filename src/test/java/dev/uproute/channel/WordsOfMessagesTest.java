package dev.uproute.channel;

import static dev.uproute.check.Status.DEGRADED;
import static dev.uproute.check.Status.DOWN;
import static dev.uproute.check.Status.TIMEOUT;
import static dev.uproute.check.Status.UNKNOWN;
import static dev.uproute.check.Status.UP;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.uproute.check.Status;
import dev.uproute.deliver.Channels;
import dev.uproute.deliver.MessageLine;
import dev.uproute.record.Event;
import dev.uproute.report.RefusedChanges;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every message as somebody reads it at three in the morning. */
class WordsOfMessagesTest {
  private static final String GONE = "It was taken out of the list";

  @TempDir Path folder;

  /** A line of Plex that began so many seconds before now; one that is over ends now. */
  private static MessageLine plex(
      Event event, Status from, Status to, long ago, boolean over, String why, Event... flips) {
    return SentMessages.line(
        event,
        "Plex",
        from,
        to,
        ago < 0 ? null : SentMessages.NOW.minusSeconds(ago),
        over ? SentMessages.NOW : null,
        why,
        flips);
  }

  static Stream<Arguments> messages() {
    return Stream.of(
        one(
            plex(Event.DOWN, UNKNOWN, DOWN, 5, false, "HTTP 503", Event.DOWN),
            "🔴 Plex is down / HTTP 503 / Since 03:09 UTC"),
        one(
            plex(Event.UP, DOWN, UP, 540, true, "HTTP 200 in 9 ms", Event.UP),
            "🟢 Plex is back / HTTP 200 in 9 ms / Down 03:01–03:10 UTC (9 min)"),
        one(
            plex(Event.UP, UP, UP, 9, true, "HTTP 503", Event.DOWN, Event.UP),
            "🟢 Plex was down / HTTP 503 / 03:09–03:10 UTC (9 s)"),
        one(
            plex(Event.UP, TIMEOUT, UP, 0, true, "HTTP 200 in 9 ms", Event.UP),
            "🟢 Plex is back / HTTP 200 in 9 ms / Down for 0 s at 03:10 UTC"),
        one(
            plex(Event.UP, UP, UP, 0, true, "HTTP 503", Event.DOWN, Event.UP),
            "🟢 Plex was down / HTTP 503 / For 0 s at 03:10 UTC"),
        one(
            plex(Event.UP, DEGRADED, UP, 7200, true, "HTTP 200 in 9 ms", Event.UP),
            "🟢 Plex is no longer degraded / HTTP 200 in 9 ms / Degraded 01:10–03:10 UTC (2 h)"),
        one(
            plex(Event.UP, UP, UP, 600, false, "HTTP 200 in 9 ms", Event.UP),
            "🟢 Plex is up and calm again / HTTP 200 in 9 ms / Since 03:00 UTC (10 min)"),
        one(
            plex(Event.DOWN, DOWN, DOWN, 600, false, "Calm again: HTTP 503", Event.DOWN),
            "🔴 Plex is down / Calm again: HTTP 503 / Since 03:00 UTC (10 min)"),
        one(
            plex(Event.UP, DOWN, UNKNOWN, 2100, true, GONE, Event.UP),
            "⚪ Plex is no longer watched / It was taken out of the list"
                + " / It was down since 02:35 UTC (35 min)"),
        one(
            plex(Event.UP, DEGRADED, UNKNOWN, 2100, true, "It is paused", Event.UP),
            "⚪ Plex is no longer watched / It is paused"
                + " / It was degraded since 02:35 UTC (35 min)"),
        one(
            plex(Event.FLAPPING, DOWN, DOWN, -1, false, "5 changes", Event.FLAPPING),
            "🔀 Plex goes up and down / 5 changes"),
        one(
            plex(Event.BUDGET, UP, DOWN, -1, false, "5 of 60", Event.BUDGET),
            "🔥 Plex uses up its error budget fast / 5 of 60"),
        one(
            plex(Event.BUDGET, UP, DEGRADED, -1, false, "5 of 60", Event.BUDGET),
            "🔥 Plex uses up its error budget / 5 of 60"),
        one(
            plex(Event.BUDGET, DOWN, DEGRADED, -1, false, "5 of 60", Event.BUDGET),
            "🟢 Plex no longer uses up its error budget fast / 5 of 60"),
        one(
            plex(Event.BUDGET, DEGRADED, UP, -1, false, "5 of 60", Event.BUDGET),
            "🟢 Plex no longer uses up its error budget / 5 of 60"),
        Arguments.of(
            List.of(
                plex(Event.BUDGET, UP, DEGRADED, -1, false, "why", Event.BUDGET),
                plex(Event.BUDGET, DOWN, UP, -1, false, "why", Event.BUDGET)),
            "🔥 1 error budget used up too fast, 1 error budget calm again"
                + " / 🔥 Plex uses up its error budget: why"
                + " / 🟢 Plex no longer uses up its error budget: why"),
        Arguments.of(
            List.of(
                plex(Event.UP, DOWN, UNKNOWN, 2100, true, GONE, Event.UP),
                plex(Event.UP, UP, UP, 0, true, "HTTP 503", Event.DOWN, Event.UP)),
            "⚪ 1 service back, 1 service no longer watched"
                + " / ⚪ Plex is no longer watched, it was down since 02:35 UTC (35 min): "
                + GONE
                + " / 🟢 Plex was down, for 0 s at 03:10 UTC: HTTP 503"),
        Arguments.of(
            kinds(1),
            "🔴 1 service down, 1 machine above limits, 1 service going up and down,"
                + " 1 service degraded, 1 certificate to renew, 1 service back"),
        Arguments.of(
            kinds(2),
            "🔴 2 services down, 2 machines above limits, 2 services going up and down,"
                + " 2 services degraded, 2 certificates to renew, 2 services back"));
  }

  private static Arguments one(MessageLine line, String text) {
    return Arguments.of(List.of(line), text);
  }

  private static List<MessageLine> kinds(int each) {
    return Stream.of("down", "host", "flapping", "degraded", "tls", "up")
        .flatMap(
            kind -> IntStream.range(0, each).mapToObj(_ -> SentMessages.all().get(kind).getFirst()))
        .toList();
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("messages")
  void reads_well(List<MessageLine> lines, String text) throws Exception {
    AlertTemplates texts =
        new AlertTemplates(
            new Channels(Map.of()),
            folder.toString(),
            "UTC",
            new RefusedChanges(InstantSource.system()));
    String said = texts.text(SentMessages.message("ops", lines)).replaceAll("\\nhttps:\\S*", "");
    assertEquals(
        text, lines.size() > 2 ? said.lines().findFirst().get() : said.replace("\n", " / "));
  }
}
