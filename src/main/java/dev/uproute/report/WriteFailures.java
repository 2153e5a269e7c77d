package dev.uproute.report;

import dev.uproute.record.SelfEvents;
import dev.uproute.text.Sentence;
import dev.uproute.text.Words;
import java.io.IOException;
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
    String sentence =
        "The CSV files of results cannot be written: " + Sentence.clean(String.valueOf(cause));
    if (failing.isEmpty()) {
      LOG.error("{}; checks and the history go on", sentence);
      selfEvents.add(sentence + ". Checks and the history go on");
    }
    LOG.debug("{}", sentence, cause);
    failing.add(file);
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
