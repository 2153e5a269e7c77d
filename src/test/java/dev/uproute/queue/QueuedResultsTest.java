package dev.uproute.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.uproute.OnEachDatabase;
import dev.uproute.Recording;
import dev.uproute.TestDatabase;
import dev.uproute.Watched;
import dev.uproute.check.Maintenance;
import dev.uproute.check.Result;
import dev.uproute.check.Status;
import dev.uproute.location.Votes;
import dev.uproute.record.LatestResults;
import dev.uproute.schedule.Schedule;
import dev.uproute.service.Service;
import dev.uproute.service.Services;
import dev.uproute.wire.Wire;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

/** Which results of workers are new. */
@OnEachDatabase
class QueuedResultsTest {
  private static final Service A = Watched.service("a");
  private static final Service B = Watched.service("b");
  private static final Instant AT = Instant.parse("2026-06-17T21:37:00.123Z");

  @Parameter TestDatabase database;
  @TempDir Path folder;

  private static Result found(Service service, Instant at) {
    return Watched.result(service, at, Status.UP);
  }

  private static QueuedResults results(Recording recording) {
    return new QueuedResults(
        recording.bean("services", Services.class),
        recording.bean("votes", Votes.class),
        recording.bean("maintenance", Maintenance.class),
        recording.bean("schedule", Schedule.class),
        recording.bean("latestResults", LatestResults.class));
  }

  private static List<Instant> take(QueuedResults results, Recording recording, String... texts) {
    Gathering.Adding adding = new Gathering.Adding();
    Exchange gathering = new DefaultExchange(recording.context());
    gathering.getMessage().setBody(adding.begin());
    for (String text : texts) {
      Exchange polled = new DefaultExchange(recording.context());
      polled.getMessage().setBody(text);
      adding.aggregate(gathering, polled);
    }
    return results.take(gathering.getMessage().getBody(Gathering.class)).stream()
        .map(Result::at)
        .toList();
  }

  @Test
  void each_check_is_taken_once_also_by_the_instance_after() throws Exception {
    String first = Wire.writeOne(found(A, AT));
    String second = Wire.writeOne(found(A, AT.plusSeconds(60)));
    String other = Wire.writeOne(found(B, AT));
    String unlisted = Wire.writeOne(found(Watched.service("gone"), AT));
    try (Recording recording = new Recording(database, folder.resolve("x.db"))) {
      recording.bean("services", Services.class).accept("file", List.of(A, B));
      QueuedResults results = results(recording);
      assertEquals(
          List.of(AT, AT), take(results, recording, first, first, other, unlisted, "no result"));
      assertEquals(List.of(AT.plusSeconds(60)), take(results, recording, second, first));
      assertEquals(2, results.repeated());

      recording.record(Stream.of(AT, AT.plusSeconds(60)).map(at -> found(A, at)).toList());
      QueuedResults after = results(recording);
      assertEquals(List.of(AT), take(after, recording, first, second, other));
      Instant back = AT.minusSeconds(7200);
      assertEquals(
          List.of(back),
          take(after, recording, Wire.writeOne(found(A, back))),
          "a clock that is set back stops nothing");
    }
  }
}
