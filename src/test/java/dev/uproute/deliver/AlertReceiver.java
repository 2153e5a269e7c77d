package dev.uproute.deliver;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.util.stream.Collectors.joining;

import dev.uproute.send.Refused;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** What stands at the end of a channel in tests, and does as it is told. Thread-safe. */
public final class AlertReceiver {
  private final List<Message> messages = new ArrayList<>();
  private Refused refusal;
  private CountDownLatch hang;
  private int asked;
  private Path log;

  /** Appends a line with the flips of each message to this file. */
  public synchronized void log(Path file) {
    log = file;
  }

  /** Called by the channel's route. */
  public String take(Message message) throws Exception {
    CountDownLatch wait;
    synchronized (this) {
      asked++;
      wait = hang;
    }
    if (wait != null) {
      wait.await();
    }
    synchronized (this) {
      if (refusal != null) {
        throw refusal;
      }
      messages.add(message);
      if (log != null) {
        String flips =
            message.flips().stream().map(f -> Long.toString(f.id())).collect(joining(" "));
        Files.writeString(log, flips + "\n", CREATE, APPEND);
      }
      return "thanks";
    }
  }

  public synchronized void refuse(Refused with) {
    refusal = with;
  }

  public synchronized void hang(CountDownLatch until) {
    hang = until;
  }

  public synchronized List<Message> messages() {
    return List.copyOf(messages);
  }

  public synchronized int asked() {
    return asked;
  }

  /** All lines it was told, such as {@code down a}. */
  public synchronized List<String> lines() {
    return messages.stream()
        .flatMap(message -> message.lines().stream())
        .map(line -> line.event().word() + (line.service() == null ? "" : " " + line.service()))
        .toList();
  }
}
