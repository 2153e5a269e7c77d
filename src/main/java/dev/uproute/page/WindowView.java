package dev.uproute.page;

import dev.uproute.check.Status;
import dev.uproute.report.Figures;
import dev.uproute.report.StatusLabel;
import dev.uproute.report.Windows;
import dev.uproute.text.Words;
import java.util.ArrayList;
import java.util.List;

/**
 * A longer time of a service as pages show it. Kept short, as one of each service is in memory.
 *
 * @param label for example {@code 7 days}
 * @param whole false while the service is younger
 * @param from when it begins
 * @param to when it ends, the last full hour
 * @param uptime in percent, a dash where nothing is known
 * @param checks in it
 * @param outages how many, for example {@code 3}
 * @param down how long in all; a dash for not at all
 * @param p50 the response time that half of the answers did not exceed
 * @param p95 that 95 % of them did not exceed
 * @param strip a bar for each hour, or as long as {@code bar} says
 * @param bar how long a bar of the strip is
 * @param notes the bars in which something failed
 * @param chart null without any response time
 */
public record WindowView(
    String label,
    boolean whole,
    TimeElement from,
    TimeElement to,
    String uptime,
    String checks,
    String outages,
    String down,
    String p50,
    String p95,
    Strip strip,
    String bar,
    List<Note> notes,
    PercentileChart chart) {

  /** Fine on the whole, although checks failed. */
  private static final StatusLabel MIXED =
      new StatusLabel("degraded", "mixed", "some checks failed");

  /** What is said of a bar: its place, from 0, and the sentence. */
  public record Note(int at, String text) {}

  static WindowView of(Windows.Window window, Language language) {
    Figures figures = window.figures();
    List<String> states = new ArrayList<>();
    List<Note> notes = new ArrayList<>();
    for (Windows.Bucket bucket : window.buckets()) {
      StatusLabel face = language.label(face(bucket));
      if (!face.css().equals("up") && !face.css().equals("unknown")) {
        String uptime = language.percent(bucket.counts().uptime());
        String text =
            language.text("bar.note", language.fullTime(bucket.start()), uptime, face.word());
        notes.add(new Note(states.size(), text));
      }
      states.add(face.css());
    }
    return new WindowView(
        language.text("window." + window.kind().length().toDays()),
        window.whole(),
        TimeElement.of(window.from(), window.to(), language),
        TimeElement.full(window.to(), language),
        language.percent(figures.uptime()),
        language.number(figures.checks()),
        String.valueOf(figures.outages().incidents()),
        figures.outages().downtime().isZero()
            ? Words.NONE
            : language.duration(figures.outages().downtime()),
        language.millis(figures.p50()),
        language.millis(figures.p95()),
        Strip.of(states),
        language.duration(window.kind().bucket()),
        List.copyOf(notes),
        PercentileChart.of(window, language));
  }

  /** The worst state; where none was bad but checks failed, that some did. */
  private static StatusLabel face(Windows.Bucket bucket) {
    boolean failed = bucket.counts().online() < bucket.counts().counted();
    boolean fine = bucket.worst() == Status.UP || bucket.worst() == Status.UNKNOWN;
    if (bucket.counts().counted() == 0) {
      return StatusLabel.of(Status.UNKNOWN);
    }
    if (fine) {
      return failed ? MIXED : StatusLabel.of(Status.UP);
    }
    return StatusLabel.of(bucket.worst());
  }
}
