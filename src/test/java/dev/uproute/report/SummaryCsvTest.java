package dev.uproute.report;

import static dev.uproute.report.Sample.report;
import static dev.uproute.report.Sample.service;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.uproute.check.Status;
import dev.uproute.text.Sentence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SummaryCsvTest {
  private static final String HEADER =
      "at,service,site,status,response_ms,uptime_24h,uptime_7d,uptime_30d,checks,reason\r\n";

  @TempDir Path folder;
  private Path file;
  private SummaryCsv csv;

  @BeforeEach
  void open() {
    file = folder.resolve("reports/summary.csv");
    csv = csv();
  }

  private SummaryCsv csv() {
    return new SummaryCsv(file.toString(), "1MB", Duration.ofDays(70));
  }

  private static Report in(String time, String id) {
    Report now = report(service(id));
    return new Report(Instant.parse(time), now.lastCheck(), now.nextCheck(), now.services());
  }

  /** The names of the files and how many lines are in them, the header not counted. */
  private String files() throws IOException {
    try (Stream<Path> all = Files.list(file.getParent())) {
      StringBuilder text = new StringBuilder();
      for (Path each : all.sorted().toList()) {
        assertTrue(Files.readString(each).startsWith(HEADER), each.toString());
        text.append(each.getFileName()).append(' ');
        text.append(Files.readAllLines(each).size() - 1).append('\n');
      }
      return text.toString();
    }
  }

  private List<CSVRecord> records() throws IOException {
    CSVFormat format = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();
    try (CSVParser parser = CSVParser.parse(Files.readString(file), format)) {
      return parser.getRecords();
    }
  }

  @Test
  void each_service_and_report_is_a_line_below_one_header() throws Exception {
    Report report =
        report(
            service("plex").name("Plex").site("home").is(Status.DOWN, "HTTP 503, \"expected\" 2xx"),
            service("new").unchecked());
    csv.append(report);
    csv().append(report);
    String lines =
        "2026-06-17T21:37:30Z,Plex,home,offline,183,100.000,99.980,99.910,48211,"
            + "\"HTTP 503, \"\"expected\"\" 2xx\"\r\n"
            + "2026-06-17T21:37:30Z,new,default,unknown,,,,,0,\r\n";
    assertEquals(HEADER + lines + lines, Files.readString(file));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "=HYPERLINK(\"http://evil\")",
        "+1+1",
        "-2",
        "@SUM",
        "\t=1",
        "\r=1",
        "\n=1",
        "\uFEFF=1",
        "\uFEFFname",
        " =1",
        "\u200B-1",
        "＝1",
        "'=1",
        "\t"
      })
  void a_formula_becomes_text_and_can_be_read_back(String name) throws Exception {
    csv.append(report(service("a").name(name).is(Status.DOWN, name)));
    CSVRecord line = records().getFirst();
    assertEquals("'" + name, line.get("service"));
    // reasons have lost their control characters before they come here
    assertEquals(Sentence.clean(name), line.get("reason").replaceFirst("^'", ""));
    assertEquals("183", line.get("response_ms"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a,b",
        "a;b",
        "say \"hi\"",
        "two\r\nlines",
        "Grüße 😀",
        "a=b",
        "1-2",
        "#x",
        "blank "
      })
  void other_texts_come_back_as_they_were(String name) throws Exception {
    csv.append(report(service("a").name(name).is(Status.UP, name)));
    assertEquals(name, records().getFirst().get("service"));
    assertEquals(Sentence.clean(name), records().getFirst().get("reason"));
    assertEquals(1, records().size());
  }

  @Test
  void a_line_cut_off_by_a_crash_harms_only_itself() throws Exception {
    csv.append(report(service("a")));
    Files.writeString(file, Files.readString(file) + "2026-06-17T21:3");
    csv.append(report(service("b")));
    assertEquals("b", records().getLast().get("service"));
  }

  @Test
  void a_file_with_other_columns_is_left_alone() throws Exception {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "a,b\n1,2\n");
    IOException invalid = assertThrows(IOException.class, () -> csv.append(report(service("a"))));
    assertEquals(
        file
            + ":1: the columns are 'a,b', expected '"
            + HEADER.strip()
            + "'; move the file away or set uproute.csv.file to another",
        invalid.getMessage());
    assertEquals("a,b\n1,2\n", Files.readString(file));
  }

  @Test
  void a_month_that_is_over_is_a_file_of_its_own_and_goes_when_it_is_old() throws Exception {
    csv.append(in("2026-01-31T23:59:30Z", "a"));
    csv.append(in("2026-01-31T23:59:59Z", "b"));
    csv.append(in("2026-02-01T00:00:00Z", "c"));
    assertEquals("summary-2026-01.csv 2\nsummary.csv 1\n", files());
    // the clock is put back: what is in the file is not of a month that is over
    csv.append(in("2026-01-15T00:00:00Z", "d"));
    // stopped for a month; one file of that name is there already
    csv = csv();
    csv.append(in("2026-03-02T00:00:00Z", "e"));
    assertEquals("summary-2026-01-2.csv 2\nsummary-2026-01.csv 2\nsummary.csv 1\n", files());
    csv.append(in("2026-04-12T00:00:00Z", "f"));
    assertEquals("summary-2026-03.csv 1\nsummary.csv 1\n", files(), "70 days after January");
  }

  @Test
  void a_file_that_is_too_large_is_set_aside_and_other_files_are_left_alone() throws Exception {
    csv.append(in("2026-01-01T00:00:00Z", "a"));
    Path other = Files.writeString(file.resolveSibling("summary-1999-13.csv"), HEADER);
    String line = "2026-01-01T00:00:00Z,a,default,online,183,,,,1,HTTP 200\r\n";
    Files.writeString(file, line.repeat(20_000), StandardOpenOption.APPEND);
    csv().append(in("2026-01-01T00:00:30Z", "b"));
    csv().append(in("2026-01-01T00:01:00Z", "c"));
    assertEquals("summary-1999-13.csv 0\nsummary-2026-01.csv 20001\nsummary.csv 2\n", files());
    assertTrue(Files.exists(other));
  }
}
