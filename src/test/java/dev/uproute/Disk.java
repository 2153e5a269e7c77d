package dev.uproute;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/** What some work does to the disk and when, as the JVM itself writes it down. */
public record Disk(List<RecordedEvent> events) {
  /** What is watched. */
  @FunctionalInterface
  public interface Work {
    void run() throws Exception;
  }

  /** Watches from the beginning to the end of the work. */
  public static Disk during(Work work) throws Exception {
    Path file = Files.createTempFile("disk", ".jfr");
    try (var flight = new jdk.jfr.Recording()) {
      flight.enable("jdk.FileForce").withThreshold(Duration.ZERO).withoutStackTrace();
      flight.enable("jdk.FileWrite").withThreshold(Duration.ZERO).withoutStackTrace();
      flight.start();
      work.run();
      flight.stop();
      flight.dump(file);
      return new Disk(RecordingFile.readAllEvents(file));
    } finally {
      Files.delete(file);
    }
  }

  /** How often the log of the database was forced. */
  public static int forced(Work work) throws Exception {
    return during(work).forces().size();
  }

  /** When each force of the database's log had ended, in order. */
  public List<Instant> forces() {
    return times("jdk.FileForce", "uptime_history.db-wal", RecordedEvent::getEndTime);
  }

  /** When each write to a file had begun, in order. */
  public List<Instant> writes(String file) {
    return times("jdk.FileWrite", file, RecordedEvent::getStartTime);
  }

  private List<Instant> times(String type, String file, Function<RecordedEvent, Instant> when) {
    return events.stream()
        .filter(event -> event.getEventType().getName().equals(type))
        .filter(event -> String.valueOf(event.getString("path")).endsWith(file))
        .map(when)
        .sorted()
        .toList();
  }
}
