package dev.uproute.report;

import static dev.uproute.report.Sample.report;
import static dev.uproute.report.Sample.service;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.uproute.check.Status;
import dev.uproute.text.Sentence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
    csv = new SummaryCsv(file.toString());
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
    new SummaryCsv(file.toString()).append(report);
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
}
