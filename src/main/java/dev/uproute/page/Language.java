package dev.uproute.page;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.uproute.report.ServiceReport;
import dev.uproute.report.StatusCounts;
import dev.uproute.report.StatusLabel;
import dev.uproute.text.Words;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.text.DecimalFormatSymbols;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The language of the pages: every word they show, and how they write times and figures. What a
 * check found, names and what users wrote are data and stay as they are. Immutable; thread-safe.
 */
public final class Language {
  /** Of pages that nobody has set otherwise. */
  public static final Language ENGLISH = english();

  private static final Logger LOG = LoggerFactory.getLogger(Language.class);

  /** Keys of texts that scripts show begin so. */
  private static final String SCRIPT = "script.";

  private final MessageBundle bundle;
  private final List<String> units;
  private final char point;
  private final DateTimeFormatter time;
  private final DateTimeFormatter fullTime;
  private final DateTimeFormatter narrowTime;
  private final DateTimeFormatter narrowDay;

  private Language(MessageBundle bundle) {
    this.bundle = bundle;
    this.units = List.of(text("unit.s"), text("unit.min"), text("unit.h"), text("unit.d"));
    this.point = DecimalFormatSymbols.getInstance(bundle.locale()).getDecimalSeparator();
    this.time = format("time");
    this.fullTime = format("full-time");
    this.narrowTime = format("narrow-time");
    this.narrowDay = format("narrow-day");
  }

  /**
   * @param folder whose {@code words_….properties} go before the packaged ones; need not exist
   * @param language such as {@code de} or {@code pt-BR}
   * @throws IllegalArgumentException when there is no such language, or its file is wrong
   */
  public static Language read(String folder, String language) throws IOException {
    MessageBundle bundle = MessageBundle.read(Path.of(folder), language);
    if (!bundle.errors().isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", bundle.errors()));
    }
    List<String> missing = bundle.missing();
    if (!missing.isEmpty()) {
      LOG.warn(
          "Words of language {} are missing, English stands in: {}",
          language,
          String.join(", ", missing));
    }
    return new Language(bundle);
  }

  /** What is wrong with this language; a sentence for each, none when nothing is. */
  public static List<String> errors(String folder, String language) {
    try {
      return MessageBundle.read(Path.of(folder), language).errors();
    } catch (IOException e) {
      return List.of(e.getMessage());
    }
  }

  private static Language english() {
    try {
      return new Language(MessageBundle.read(Path.of(""), MessageBundle.ENGLISH));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private DateTimeFormatter format(String key) {
    return DateTimeFormatter.ofPattern(text(MessageBundle.DATES + key), bundle.locale())
        .withZone(ZoneOffset.UTC);
  }

  /** As in {@code lang} of HTML. */
  public String code() {
    return bundle.locale().toLanguageTag();
  }

  /**
   * A text with what it says in its places.
   *
   * @throws IllegalArgumentException when there is none of that key
   */
  public String text(String key, Object... arguments) {
    return bundle.text(key, arguments);
  }

  /** The texts of scripts, by key without its prefix, as a JSON object. */
  public String scripts() {
    return bundle.keys().stream()
        .filter(key -> key.startsWith(SCRIPT))
        .collect(Collectors.toCollection(TreeSet::new))
        .stream()
        .map(key -> json(key.substring(SCRIPT.length())) + ": " + json(text(key)))
        .collect(Collectors.joining(",\n  ", "{\n  ", "\n}"));
  }

  private static String json(String text) {
    return '"' + String.valueOf(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
  }

  /** The same state in this language. */
  public StatusLabel label(StatusLabel label) {
    return new StatusLabel(label.css(), label.key(), text("state." + label.key()));
  }

  /** For example {@code 3 services: 2 online, 1 offline}. */
  public String counts(List<ServiceReport> services) {
    String counts =
        StatusCounts.of(services, StatusLabel::key).entrySet().stream()
            .map(e -> text("counts." + e.getKey(), e.getValue()))
            .collect(Collectors.joining(", "));
    String all = text("services", services.size());
    return counts.isEmpty() ? all : text("counts", all, counts);
  }

  /** For example {@code 1,200}. */
  public String number(long number) {
    return String.format(bundle.locale(), "%,d", number);
  }

  /** As {@link Words#percent(Double)}. */
  public String percent(Double fraction) {
    return Words.percent(fraction).replace('.', point);
  }

  /** What stands before the decimals of a number. */
  char point() {
    return point;
  }

  /** As {@link Words#millis}. */
  public String millis(Long micros) {
    return micros == null || micros < 1000
        ? Words.millis(micros)
        : number(Words.wholeMillis(micros)) + " ms";
  }

  /** As {@link Words#duration(Duration)}. */
  public String duration(Duration length) {
    return Words.duration(length, units);
  }

  /** As {@link Words#time}. */
  public String time(Instant at, Instant now) {
    return (day(at).equals(day(now)) ? time : fullTime).format(at);
  }

  /** As {@link Words#fullTime}. */
  public String fullTime(Instant at) {
    return fullTime.format(at);
  }

  /** The time in UTC when it is on the day of {@code now}, else the date alone. */
  public String narrowTime(Instant at, Instant now) {
    return (day(at).equals(day(now)) ? narrowTime : narrowDay).format(at);
  }

  /** On an axis: the time of day, or the day. */
  String mark(Instant at, boolean days) {
    return (days ? narrowDay : narrowTime).format(at);
  }

  private static LocalDate day(Instant at) {
    return LocalDate.ofInstant(at, ZoneOffset.UTC);
  }

  /** The whole days a certificate has left, in words. */
  public String daysLeft(Instant expires, Instant now) {
    long days = Duration.between(now, expires).toDays();
    if (!expires.isAfter(now)) {
      return days == 0 ? text("certificate.expired-today") : text("certificate.expired", -days);
    }
    return days == 0 ? text("certificate.today") : text("certificate.left", days);
  }
}
