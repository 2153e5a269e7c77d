package dev.uproute.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.uproute.check.Status;
import dev.uproute.report.RefusedChanges;
import dev.uproute.report.Report;
import dev.uproute.report.Sample;
import dev.uproute.report.ServiceReport;
import dev.uproute.report.StatusLabel;
import dev.uproute.report.Windows;
import dev.uproute.service.PublicUrl;
import dev.uproute.text.Words;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Execution(ExecutionMode.CONCURRENT)
class LanguageTest {
  private static final Path TEMPLATES = Path.of("templates/site");

  /** Keys that are put together of a prefix and a value. */
  private static final Pattern PUT_TOGETHER =
      Pattern.compile(
          "(budget(\\.bad|\\.burn)?|(script\\.)?state|script\\.manage\\.(alert|channel|event)|counts|badge|banner|phase|host|role|window|announcement|badge\\.banner)\\.\\w+");

  /** The same in every language. */
  private static final String SAME =
      "TITLE|status\\.json|\\d+ [A-Z][a-z]{2} 2026|UTC|-//Uproute//Maintenance//EN";

  @TempDir Path folder;

  private static Properties words(String language) throws IOException {
    return MessageBundle.packaged("words_" + language + ".properties");
  }

  @Test
  void german_has_every_text_that_english_has_with_the_same_places() throws Exception {
    assertEquals(
        new TreeSet<>(words("en").stringPropertyNames()),
        new TreeSet<>(words("de").stringPropertyNames()));
    // as if it were a user's file: every pattern is tried
    Files.copy(TEMPLATES.resolve("words_de.properties"), folder.resolve("words_de.properties"));
    assertEquals(List.of(), Language.errors(folder.toString(), "de"));
    Set<String> same =
        words("de").stringPropertyNames().stream()
            .filter(key -> words(key, "de").equals(words(key, "en")))
            .filter(key -> !key.startsWith("date."))
            .filter(key -> words(key, "de").replaceAll("[{].*?[}]", "").length() > 9)
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(Set.of(), same, "not translated");
  }

  private static String words(String key, String language) {
    try {
      return words(language).getProperty(key);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void every_text_is_used_and_every_used_text_exists() throws Exception {
    Set<String> used = new TreeSet<>();
    Pattern call = Pattern.compile("\\b(?:t|then|text)\\(\\s*\"([a-z][\\w.-]*[a-z0-9])\"");
    Pattern second =
        Pattern.compile(
            "\\? \"([a-z][\\w.-]+)\" : \"([a-z][\\w.-]+)\"|then\\(\"([\\w.-]+)\", \"([\\w.-]+)\"\\)");
    for (Path file : sources()) {
      String text = Files.readString(file);
      call.matcher(text).results().forEach(found -> used.add(found.group(1)));
      second
          .matcher(text)
          .results()
          .forEach(
              found -> {
                for (int i = 1; i <= 4; i++) {
                  used.add(String.valueOf(found.group(i)));
                }
              });
      Pattern.compile("\\bsay\\('([\\w.-]*\\w)'(?!, value)")
          .matcher(text)
          .results()
          .forEach(found -> used.add("script." + found.group(1)));
    }
    Set<String> unused = new TreeSet<>(words("en").stringPropertyNames());
    unused.removeAll(used);
    unused.removeIf(key -> key.startsWith("date.") || PUT_TOGETHER.matcher(key).matches());
    assertEquals(Set.of(), unused, "nobody shows these");
    Set<String> unknown =
        used.stream()
            .filter(key -> key.startsWith("script."))
            .collect(Collectors.toCollection(TreeSet::new));
    unknown.removeAll(words("en").stringPropertyNames());
    assertEquals(Set.of(), unknown, "scripts show these");
  }

  /** Templates, scripts, and what renders them. */
  private static List<Path> sources() throws IOException {
    List<Path> files = new ArrayList<>();
    for (String root : List.of("templates", "src/main/java/dev/uproute")) {
      try (Stream<Path> all = Files.walk(Path.of(root))) {
        all.filter(file -> file.toString().matches(".*\\.(ftl[hx]|js|java)")).forEach(files::add);
      }
    }
    return files;
  }

  /** Every text in angle quotes: whatever a page shows outside of them is no text of the bundle. */
  private Language marked() throws IOException {
    StringBuilder file = new StringBuilder();
    for (String key : words("en").stringPropertyNames()) {
      if (!key.startsWith("date.")) {
        file.append(key).append(" = «").append(words(key, "en")).append("»\n");
      }
    }
    Files.writeString(folder.resolve("words_xx.properties"), file);
    return Language.read(folder.toString(), "xx");
  }

  private Path write(Language language, Report report) throws IOException {
    Path site = folder.resolve("site-" + language.code());
    new Pages(
            site.toString(),
            "none",
            Branding.titled("TITLE"),
            60,
            Duration.ofSeconds(30),
            Windows.none(),
            language,
            new RefusedChanges(InstantSource.system()))
        .write(report);
    return site;
  }

  @Test
  void a_third_language_is_one_file_and_no_page_shows_a_word_that_is_not_in_it() throws Exception {
    Report report = Demo.small();
    Path site = write(marked(), report);
    List<String> data =
        report.services().stream()
            .flatMap(LanguageTest::data)
            .sorted(Comparator.comparing(String::length).reversed())
            .toList();
    List<Path> files;
    try (Stream<Path> all = Files.walk(site)) {
      files = all.filter(file -> file.toString().matches(".*\\.(html|svg|atom|ics)")).toList();
    }
    assertTrue(files.size() > 15, files.toString());
    for (Path file : files) {
      String shown = shown(Files.readString(file));
      for (String each : data) {
        shown = shown.replace(each, "");
      }
      assertEquals(List.of(), letters(shown.replaceAll(SAME, "")), file.toString());
    }
  }

  /** What stands in no bundle: names and sentences of the services themselves. */
  private static Stream<String> data(ServiceReport report) {
    Stream<String> incidents = report.incidents().stream().map(ServiceReport.Incident::reason);
    String url = PublicUrl.text(report.service().target());
    Stream<String> own =
        Stream.of(report.service().name(), report.service().id(), report.service().site(), url);
    Stream<String> last = Stream.of(report.latest().reason(), report.service().type() + ",");
    return Stream.of(own, last, incidents).flatMap(each -> each).filter(each -> !each.isEmpty());
  }

  /** What readers see or hear, without what stands in angle quotes. */
  private static String shown(String text) {
    String shown =
        text.startsWith("BEGIN:")
            ? text.replace("\r\n ", "")
                .replaceAll("(?m)^(?!SUMMARY|DESCRIPTION|X-WR).*$", "")
                .replaceAll("(?m)^[A-Z-]+", "")
            : text.replaceAll(
                    "(?s)<style>.*?</style>|<(id|updated|published|generator)>.*?</\\1>", "")
                .replaceAll("(?:aria-label|title|alt|placeholder)=\"([^\"]*)\"", ">$1<")
                .replaceAll("<[^>]*>", "\n");
    String inner = "«[^«»]*»";
    while (Pattern.compile(inner).matcher(shown).find()) {
      shown = shown.replaceAll(inner, "");
    }
    return shown;
  }

  private static List<String> letters(String text) {
    return Pattern.compile("\\p{L}{3,}").matcher(text).results().map(MatchResult::group).toList();
  }

  @Test
  void a_template_has_no_word_of_its_own() throws Exception {
    for (Path file : sources()) {
      if (file.toString().matches("templates/site/.*\\.ftl[hx]")) {
        String text =
            Files.readString(file)
                .replaceAll("(?s)<#--.*?-->|[$][{].*?[}]|</?[#@][^>]*>", "")
                .replaceAll("(?s)<(style|generator)>.*?</\\1>", "");
        assertEquals(List.of(), letters(shown(text).replaceAll(SAME, "")), file.toString());
      }
    }
  }

  @Test
  void a_script_has_no_word_of_its_own() throws Exception {
    Pattern quoted = Pattern.compile("'([^'\\n]*)'");
    Pattern sentence = Pattern.compile("[A-Z][a-z]+|[^#.].*\\p{L}{2,} \\p{L}.*");
    for (Path file : sources()) {
      if (file.toString().endsWith(".js")) {
        String code =
            Files.readString(file)
                .replaceAll("(?m)^\\s*//.*$|'use strict'|event.key === '\\w+'", "");
        List<String> found =
            quoted
                .matcher(code)
                .results()
                .map(match -> match.group(1))
                .filter(sentence.asMatchPredicate())
                .toList();
        assertEquals(List.of(), found, file.toString());
      }
    }
  }

  @Test
  void german_pages_are_german() throws Exception {
    Path site = write(Language.read("none", "de"), Demo.small());
    String index = Files.readString(site.resolve("index.html"));
    for (String part :
        List.of(
            "<html lang=\"de\">",
            "<h1>Teilweiser Ausfall</h1>",
            "6 Dienste: 3 online, 1 eingeschränkt, 1 offline, 1 pausiert",
            "Erstellt <time datetime=\"2026-06-17T21:37:30Z\">17. Juni 2026, 21:37 UTC</time>",
            "99,98 %",
            "2.310 ms",
            "48.211",
            "Zertifikat: noch 12 Tage, bis <time ")) {
      assertTrue(index.contains(part), part + " is missing in\n" + index);
    }
    String feed = Files.readString(site.resolve("feed.atom"));
    assertTrue(feed.contains("Plex: Keine Antwort, vorbei nach 9 min"), feed);
  }

  @ParameterizedTest
  @CsvSource({"0", "59", "60", "3599", "3600", "11100", "86400", "98765", "400000000"})
  void english_writes_figures_as_messages_do(long seconds) {
    Duration length = Duration.ofSeconds(seconds);
    Instant at = Sample.NOW.minus(length);
    assertEquals(Words.duration(length), Language.ENGLISH.duration(length));
    assertEquals(Words.time(at, Sample.NOW), Language.ENGLISH.time(at, Sample.NOW));
    assertEquals(Words.fullTime(at), Language.ENGLISH.fullTime(at));
    assertEquals(Words.millis(seconds), Language.ENGLISH.millis(seconds));
    assertEquals(Words.percent(1.0 / (seconds + 1)), Language.ENGLISH.percent(1.0 / (seconds + 1)));
    assertEquals(Words.percent(null), Language.ENGLISH.percent(null));
    for (Status status : Status.values()) {
      assertEquals(StatusLabel.of(status), Language.ENGLISH.label(StatusLabel.of(status)));
    }
  }

  @Test
  void a_wrong_file_of_words_is_refused_with_its_key() throws Exception {
    Path own = folder.resolve("words_de.properties");
    Files.writeString(
        own,
        """
        uptme = Verfügbar
        made = Erstellt {0} von {1}
        since = seit {0
        date.time = HH:mm 'Uhr
        never = niemals, l'inconnu
        """);
    assertEquals(
        List.of(
            own
                + ": date.time: \"HH:mm 'Uhr\" is no pattern (Pattern ends with an incomplete string literal: HH:mm 'Uhr)",
            own + ": made: has {1}, English has only: Made {0}",
            own + ": since: \"seit {0\" is no pattern (Unmatched braces in the pattern.)",
            own + ": uptme: is no text of the pages; did you mean \"uptime\"?"),
        Language.errors(folder.toString(), "de"));
    assertEquals(
        List.of(
            "there are packaged words for en and de, and there is no "
                + folder.resolve("words_fr.properties")),
        Language.errors(folder.toString(), "fr"));
    Files.writeString(own, "made = L'état du {0}\n");
    Language language = Language.read(folder.toString(), "de");
    assertEquals("L'état du 7", language.text("made", "7"));
    assertEquals("Verfügbarkeit", language.text("uptime"), "the rest is packaged");
  }
}
