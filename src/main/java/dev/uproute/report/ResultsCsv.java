package dev.uproute.report;

import dev.uproute.check.Result;
import dev.uproute.file.CsvFile;
import dev.uproute.file.Folder;
import dev.uproute.record.SelfEvents;
import dev.uproute.text.Words;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/**
 * Every result as a line of {@code live/{site}/{check}.log}, a CSV file for each service, for route
 * {@code results-csv}. A disk that fails is reported once and disturbs nothing else. Thread-safe
 * within one process.
 */
public final class ResultsCsv {
  private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9_.-]{0,63}");

  /** File names that Windows keeps for devices. */
  private static final Pattern DEVICE = Pattern.compile("(con|prn|aux|nul|(com|lpt)[0-9])([.].*)?");

  /** Batches that may wait for the disk, as many as the queue of the route holds. */
  static final int WAITING = 200;

  private final Path live;
  private final WriteFailures failures;
  private final AtomicInteger waiting = new AtomicInteger();

  /** The lines of one service that are appended together. */
  private static final class Lines {
    private final StringBuilder text = new StringBuilder();
    private int count;
  }

  /**
   * @param folder {@code uproute.results.dir}: made with the first result
   */
  public ResultsCsv(String folder, SelfEvents selfEvents) {
    this.live = Path.of(folder, "live");
    this.failures = new WriteFailures(selfEvents);
  }

  /** Whether a batch can wait for the disk with those before it; else its lines are missing. */
  public boolean takes(List<Result> results) {
    if (waiting.get() >= WAITING) {
      failures.failed("queue", results.size(), new IOException("the disk takes too long"));
      return false;
    }
    waiting.incrementAndGet();
    return true;
  }

  /** Appends these results, in their order. */
  public void append(List<Result> results) {
    if (waiting.decrementAndGet() == 0) {
      failures.written("queue");
    }
    Map<String, Lines> files = new LinkedHashMap<>();
    for (Result result : results) {
      Lines lines = files.computeIfAbsent(result.service().id(), id -> new Lines());
      lines.text.append(ResultLine.of(result).text());
      lines.count++;
    }
    try {
      Folder folder = Folder.at(live);
      files.forEach((id, lines) -> append(folder, id, lines));
    } catch (IOException e) {
      files.forEach((id, lines) -> failures.failed(id, lines.count, e));
    }
  }

  private synchronized void append(Folder folder, String id, Lines lines) {
    try {
      Path file = folder.ready(name(id));
      new CsvFile(file, ResultLine.HEADER, "move the file away")
          .append(lines.text.toString(), false);
      failures.written(id);
    } catch (IOException e) {
      failures.failed(id, lines.count, e);
    }
  }

  /** Renames a file, so that what is appended from now on goes to a new one of its name. */
  synchronized void setAside(Path file, Path aside) throws IOException {
    if (Folder.plain(file)) {
      Files.move(file, aside, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  WriteFailures failures() {
    return failures;
  }

  /**
   * The file of a service inside the folder of its day or hour.
   *
   * @throws IOException when the id is not one: it could name any file
   */
  static String name(String id) throws IOException {
    if (!ID.matcher(id).matches()) {
      throw new IOException(
          "no file for service '" + Words.visible(id) + "': an id is " + ID.pattern());
    }
    String site = ResultLine.site(id);
    String check = ResultLine.check(id, site);
    return site + "/" + (DEVICE.matcher(check).matches() ? "_" : "") + check + ".log";
  }
}
