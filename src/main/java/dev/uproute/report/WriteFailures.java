package dev.uproute.report;

import dev.uproute.record.SelfEvents;
import dev.uproute.text.Sentence;
import dev.uproute.text.Words;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which files of results cannot be written: people are notified once when the first of them fails,
 * and once when all can be written again, with how many lines are missing. Thread-safe.
 */
final class WriteFailures {
  private static final Logger LOG = LoggerFactory.getLogger(ResultsCsv.class);

  private static final String BEGINNING = "The CSV files of results cannot be written: ";

  private final SelfEvents selfEvents;
  private final Set<String> failing = new HashSet<>();
  private long lost;

  WriteFailures(SelfEvents selfEvents) {
    this.selfEvents = selfEvents;
  }

  /**
   * @param lines how many are not in the file because of that
   */
  synchronized void failed(String file, int lines, IOException cause) {
    lost += lines;
    if (failing.isEmpty()) {
      LOG.error("{}{}; checks and the history go on", BEGINNING, words(cause));
      selfEvents.add(BEGINNING + Sentence.clean(words(cause)) + ". Checks and the history go on");
    }
    LOG.debug("{} cannot be written", file, cause);
    failing.add(file);
  }

  /** What went wrong, for people: of some failures only the class says it. */
  static String words(IOException cause) {
    boolean said =
        cause instanceof FileSystemException failure
            ? failure.getReason() != null
            : cause.getClass().equals(IOException.class);
    String message = Words.visible(String.valueOf(cause.getMessage()));
    return said ? message : cause.getClass().getSimpleName() + ": " + message;
  }

  synchronized void written(String file) {
    if (failing.remove(file) && failing.isEmpty()) {
      String sentence =
          "The CSV files of results are written again; %s missing in them"
              .formatted(Words.count(lost, "line") + (lost == 1 ? " is" : " are"));
      LOG.info("{}", sentence);
      selfEvents.add(sentence);
      lost = 0;
    }
  }
}
