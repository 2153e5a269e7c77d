package dev.uproute;

import dev.uproute.check.Evidence;
import dev.uproute.check.Result;
import dev.uproute.check.Status;
import dev.uproute.deliver.ScriptedChannel;
import dev.uproute.report.ResultsKillTest;
import dev.uproute.store.Store;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A second JVM that can be killed. */
public final class Child implements AutoCloseable {
  private final Process process;
  private final BufferedReader out;
  private final Path err;

  public Child(String work, Path file) throws IOException {
    List<String> command = new ArrayList<>(Jar.java());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "--sun-misc-unsafe-memory-access=allow"));
    command.addAll(Trained.classPathWithTests());
    command.addAll(List.of(Child.class.getName(), work, file.toString()));
    err = Files.createTempFile("child", ".txt");
    process = new ProcessBuilder(command).redirectError(err.toFile()).start();
    out = process.inputReader();
  }

  /** The next line it says; null when it is dead and all was read. */
  public String line() throws IOException {
    return out.readLine();
  }

  /** As kill -9 after so many milliseconds, unless it ended before. */
  public void killAfter(long millis) throws InterruptedException {
    if (!process.waitFor(millis, TimeUnit.MILLISECONDS)) {
      // by its handle: the process itself would throw away what was not read yet
      process.toHandle().destroyForcibly();
      process.waitFor();
    }
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly();
    process.onExit().join();
    String said = Files.readString(err);
    Files.delete(err);
    Secret.assertNone("standard error", said);
  }

  public static void main(String[] args) throws Exception {
    Path file = Path.of(args[1]);
    if (args[0].equals("open")) {
      say("opening");
      try (Store store = new Store("sqlite", file.toString())) {
        store.open();
      }
    } else if (args[0].equals("tell")) {
      ScriptedChannel.tell(file, Child::say);
    } else if (args[0].equals("results")) {
      ResultsKillTest.work(file, Child::say);
    } else {
      write(file);
    }
  }

  /** Batches of 1 to 500 results that know how many they are; says each that was committed. */
  private static void write(Path file) throws Exception {
    try (Recording recording = new Recording(file, Map.of("camel.main.shutdown-timeout", "5"))) {
      long batch = Long.parseLong(recording.ask("select batch from change")) + 1;
      for (; ; batch++) {
        recording.record(batch(batch));
        say(Long.toString(batch));
      }
    }
  }

  static List<Result> batch(long number) {
    int size = (int) (number * 7919 % 500) + 1;
    List<Result> results = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      Status status = number / 10 % 2 == 0 ? Status.TIMEOUT : Status.DOWN;
      results.add(
          new Result(
              Watched.service("service-" + i % 60),
              Instant.now(),
              status,
              number + "/" + size,
              Evidence.NONE));
    }
    return results;
  }

  private static void say(String line) {
    System.out.println(line);
    System.out.flush();
  }
}
