package dev.uproute.check;

import dev.uproute.text.Deadline;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many package updates are pending, asked from the package manager there is, which reads only
 * at what the machine already knows of. Asked every six hours, in a thread of its own. Thread-safe.
 */
final class PendingUpdates {
  private static final Logger LOG = LoggerFactory.getLogger(PendingUpdates.class);
  private static final Duration EVERY = Duration.ofHours(6);
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /**
   * How a package manager is asked.
   *
   * @param line the form of a line about one update
   */
  private record Manager(List<String> command, String line) {}

  private static final List<Manager> MANAGERS =
      List.of(
          new Manager(
              List.of("apt-get", "-s", "-q", "-o", "Debug::NoLocking=true", "upgrade"), "Inst .*"),
          new Manager(
              List.of("dnf", "-q", "-C", "check-update"), "\\S+\\.\\S+\\s+\\S+\\s+\\S+\\s*"),
          new Manager(List.of("apk", "version", "-q", "-l", "<"), "\\S+"),
          new Manager(List.of("pacman", "-Qu"), "\\S+ .*"));

  private final List<Path> folders;
  private CompletableFuture<Double> asked;
  private Double known;
  private Deadline next;

  /** The folders in which programs are searched. */
  PendingUpdates(List<Path> folders) {
    this.folders = folders;
  }

  /** Null when no package manager is known here, or it has not answered within the time given. */
  Double pending(Duration patience) throws InterruptedException {
    try {
      return Deadline.after(patience).await(ask());
    } catch (TimeoutException _) {
      return known();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  private synchronized CompletableFuture<Double> ask() {
    if (asked == null || next.expired()) {
      next = Deadline.after(EVERY);
      asked = CompletableFuture.supplyAsync(this::count, Thread.ofVirtual()::start);
    }
    return asked;
  }

  private synchronized Double known() {
    return known;
  }

  private Double count() {
    for (Manager manager : MANAGERS) {
      for (Path folder : folders) {
        Path program = folder.resolve(manager.command().getFirst());
        if (Files.isExecutable(program)) {
          Double count = count(program, manager);
          synchronized (this) {
            known = count;
          }
          return count;
        }
      }
    }
    return null;
  }

  private static Double count(Path program, Manager manager) {
    try {
      List<String> command = new java.util.ArrayList<>(manager.command());
      command.set(0, program.toString());
      ProcessBuilder builder =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
      builder.environment().put("LC_ALL", "C");
      Process process = builder.start();
      process.getOutputStream().close();
      Future<?> alarm = Deadline.after(PATIENCE).alarm(process::destroyForcibly);
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int exit = process.waitFor();
      alarm.cancel(false);
      // dnf says with 100 that there are some, pacman with 1 that there are none
      if (exit != 0 && exit != 100 && !(exit == 1 && out.isBlank())) {
        LOG.warn("{} ended with {}: pending updates are not known", program, exit);
        return null;
      }
      return (double) out.lines().filter(line -> line.matches(manager.line())).count();
    } catch (IOException e) {
      LOG.warn("{}: pending updates are not known: {}", program, e.getMessage());
      return null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }
}
