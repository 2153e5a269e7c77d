package dev.uproute.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.uproute.FakeClock;
import dev.uproute.Watched;
import dev.uproute.check.Result;
import dev.uproute.check.Status;
import dev.uproute.file.Folder;
import dev.uproute.record.SelfEvents;
import dev.uproute.record.SelfSentences;
import dev.uproute.service.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Results as files, the hours and days that end, and what keeps files from being written. */
class ResultsCsvTest {
  private static final Service FACTORIO = Watched.service("games.factorio");

  @TempDir Path folder;
  private final FakeClock clock = new FakeClock();
  private final SelfEvents selfEvents = new SelfEvents(clock);
  private ResultsCsv csv;
  private ResultsArchive archive;

  @BeforeEach
  void start() {
    csv = new ResultsCsv(folder.toString(), selfEvents);
    archive = new ResultsArchive(folder.toString(), Duration.ofDays(7), csv, clock);
  }

  private void append(Service service, Instant at, Status status) {
    csv.append(List.of(Watched.result(service, at, status)));
  }

  private void append() {
    append(FACTORIO, clock.instant(), Status.UP);
  }

  private void rotate() throws IOException {
    if (archive.due()) {
      archive.files().forEach(archive::move);
      archive.prune();
    }
  }

  private List<String> sentences() {
    return SelfSentences.of(selfEvents);
  }

  private String read(String name) throws IOException {
    return Files.readString(folder.resolve(name));
  }

  private List<String> files() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Folder::plain)
          .map(file -> folder.relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  @Test
  void each_service_has_a_file_with_one_header() throws Exception {
    append();
    append(FACTORIO, clock.instant().plusMillis(1), Status.DOWN);
    csv.append(List.of(Watched.result(FACTORIO, clock.instant(), Status.UP).inMaintenance()));
    append(Watched.service("nas"), clock.instant(), Status.UNKNOWN);
    assertEquals(List.of("live/default/nas.log", "live/games/factorio.log"), files());
    assertEquals(
        """
        timestamp,site_id,domain_id,domain_status,http_status,latency_ms,failure_type\r
        2026-06-17T12:00:00.000Z,games,factorio,UP,200,183,\r
        2026-06-17T12:00:00.001Z,games,factorio,DOWN,,,DNS\r
        2026-06-17T12:00:00.000Z,games,factorio,UP,200,183,MAINTENANCE\r
        """,
        read("live/games/factorio.log"));
  }

  @Test
  void an_hour_that_ended_is_appended_to_its_day() throws Exception {
    rotate();
    append();
    clock.pass(Duration.ofMinutes(59));
    append();
    rotate();
    assertEquals(List.of("live/games/factorio.log"), files(), "the hour goes on");
    clock.pass(Duration.ofMinutes(1));
    rotate();
    append();
    assertEquals(
        List.of("archive/2026-06-17/games/factorio.log", "live/games/factorio.log"), files());
    clock.pass(Duration.ofHours(1));
    rotate();
    assertEquals(List.of("archive/2026-06-17/games/factorio.log"), files());
    assertEquals(
        """
        timestamp,site_id,domain_id,domain_status,http_status,latency_ms,failure_type\r
        2026-06-17T12:00:00.000Z,games,factorio,UP,200,183,\r
        2026-06-17T12:59:00.000Z,games,factorio,UP,200,183,\r
        2026-06-17T13:00:00.000Z,games,factorio,UP,200,183,\r
        """,
        read("archive/2026-06-17/games/factorio.log"));
  }

  @Test
  void after_a_stop_lines_go_to_the_days_of_their_own_time() throws Exception {
    append(FACTORIO, Instant.parse("2026-06-17T23:59:59.999Z"), Status.UP);
    append(FACTORIO, Instant.parse("2026-06-18T00:00:00Z"), Status.UP);
    Path live = folder.resolve("live/games/factorio.log");
    Files.writeString(live, Files.readString(live) + "a note of somebody\r\n");
    Files.setLastModifiedTime(live, FileTime.from(Instant.parse("2026-06-18T00:00:01Z")));
    clock.pass(Duration.ofHours(40));
    start();
    rotate();
    assertTrue(
        read("archive/2026-06-17/games/factorio.log")
            .endsWith("T23:59:59.999Z,games,factorio,UP,200,183,\r\n"));
    assertTrue(
        read("archive/2026-06-18/games/factorio.log").contains("\n2026-06-18T00:00:00.000Z"));
    assertTrue(read("archive/2026-06-19/games/factorio.log").contains("\na note of somebody"));
    assertFalse(Files.exists(live));
  }

  @Test
  void what_a_crash_kept_from_being_moved_is_moved_first() throws Exception {
    append();
    Path aside = folder.resolve("live/games/.factorio.log.moving");
    Files.move(folder.resolve("live/games/factorio.log"), aside);
    clock.pass(Duration.ofMinutes(1));
    append();
    clock.pass(Duration.ofHours(1));
    start();
    rotate();
    clock.pass(Duration.ofHours(1));
    rotate();
    List<String> lines =
        Files.readAllLines(folder.resolve("archive/2026-06-17/games/factorio.log"));
    assertEquals(3, lines.size(), lines.toString());
    assertTrue(lines.get(1).startsWith("2026-06-17T12:00"), lines.toString());
    assertTrue(lines.get(2).startsWith("2026-06-17T12:01"), lines.toString());
    assertEquals(List.of("archive/2026-06-17/games/factorio.log"), files());
  }

  @Test
  void days_go_that_ended_a_week_ago_and_nothing_else() throws Exception {
    for (String day : List.of("2026-06-09", "2026-06-10", "2026-06-31", "other")) {
      Files.createDirectories(folder.resolve("archive/" + day + "/games"));
      Files.writeString(folder.resolve("archive/" + day + "/games/factorio.log"), "");
    }
    Path outside = Files.createDirectory(folder.resolve("outside"));
    Files.writeString(outside.resolve("precious"), "");
    Files.createSymbolicLink(folder.resolve("archive/2026-06-01"), outside);
    Files.createSymbolicLink(folder.resolve("archive/2026-06-09/site"), outside);
    rotate();
    assertEquals(
        List.of(
            "archive/2026-06-10/games/factorio.log",
            "archive/2026-06-31/games/factorio.log",
            "archive/other/games/factorio.log",
            "outside/precious"),
        files());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../../etc/cron.d/x",
        "..",
        ".",
        "/abs",
        "a/b",
        "a\\b",
        "%2e%2e%2f",
        "a\0b",
        "",
        "../x.y",
        "a./../../x"
      })
  void no_id_names_a_file_elsewhere(String id) throws Exception {
    append(Watched.service(id), clock.instant(), Status.UP);
    append();
    assertEquals(List.of("live/games/factorio.log"), files());
    assertEquals(1, sentences().size());
    assertTrue(sentences().getFirst().contains("no file for service"));
  }

  @Test
  void two_ids_never_share_a_file_and_devices_of_windows_are_none() throws Exception {
    assertEquals("default/nas.log", ResultsCsv.name("nas"));
    assertEquals("default/default.nas.log", ResultsCsv.name("default.nas"));
    assertEquals("a/b.c.log", ResultsCsv.name("a.b.c"));
    assertEquals("a/_con.log", ResultsCsv.name("a.con"));
    assertEquals("a/_nul.txt.log", ResultsCsv.name("a.nul.txt"));
    assertThrows(IOException.class, () -> ResultsCsv.name("Nas"));
    for (String id : List.of("nas", "default.nas", "a.b.c", "a.con")) {
      ResultLine line =
          ResultLine.of(Watched.result(Watched.service(id), clock.instant(), Status.UP));
      assertEquals(id, ResultLine.parse(line.text()).id());
    }
  }

  @Test
  void a_link_inside_is_not_followed() throws Exception {
    Path outside = Files.createDirectory(folder.resolve("outside"));
    Files.createDirectories(folder.resolve("live"));
    Files.createSymbolicLink(folder.resolve("live/games"), outside);
    Files.createDirectory(folder.resolve("live/default"));
    Path precious = Files.writeString(folder.resolve("outside/precious"), "precious");
    Files.createSymbolicLink(folder.resolve("live/default/nas.log"), precious);
    append();
    append(Watched.service("nas"), clock.instant(), Status.UP);
    clock.pass(Duration.ofHours(1));
    rotate();
    assertEquals(List.of("outside/precious"), files());
    assertEquals("precious", Files.readString(precious));
  }

  @Test
  void a_value_no_spreadsheet_takes_for_a_formula() throws Exception {
    ResultLine line =
        ResultLine.of(Watched.result(Watched.service("a.-2"), clock.instant(), Status.UP));
    assertEquals("-2", ResultLine.parse(line.text()).check());
    try (CSVParser parser = CSVParser.parse(line.text(), CSVFormat.RFC4180)) {
      CSVRecord record = parser.getRecords().getFirst();
      assertEquals("'-2", record.get(2));
      assertEquals("183", record.get(5), "numbers stay numbers");
    }
    assertNull(ResultLine.parse(ResultLine.HEADER));
    assertNull(ResultLine.parse("2026-06-17T12:00:00.000Z,a,b,UPP,200,1,"));
  }

  @Test
  void a_disk_that_fails_is_reported_once_and_again_when_it_works() throws Exception {
    Files.writeString(folder.resolve("live"), "no folder");
    append();
    append();
    append(Watched.service("nas"), clock.instant(), Status.UP);
    assertEquals(1, sentences().size());
    Files.delete(folder.resolve("live"));
    append();
    assertEquals(1, sentences().size(), "of the other service nothing is known");
    append(Watched.service("nas"), clock.instant(), Status.UP);
    assertEquals(
        "The CSV files of results are written again; 3 lines are missing in them",
        sentences().getLast());
    assertEquals(2, sentences().size());
  }

  @Test
  void a_file_with_other_columns_is_left_alone() throws Exception {
    Path file = folder.resolve("live/games/factorio.log");
    Files.createDirectories(file.getParent());
    Files.writeString(file, "my own notes\n");
    append();
    assertEquals("my own notes\n", Files.readString(file));
    assertTrue(sentences().getFirst().contains("the columns are 'my own notes'"));
  }

  @Test
  void what_waits_for_a_disk_that_hangs_is_bounded() {
    List<Result> one = List.of(Watched.result(FACTORIO, clock.instant(), Status.UP));
    for (int i = 0; i < ResultsCsv.WAITING; i++) {
      assertTrue(csv.takes(one));
    }
    assertFalse(csv.takes(one));
    assertFalse(csv.takes(one));
    for (int i = 0; i < ResultsCsv.WAITING; i++) {
      csv.append(one);
    }
    assertEquals(2, sentences().size(), sentences().toString());
    assertTrue(sentences().getLast().endsWith("2 lines are missing in them"));
    assertTrue(csv.takes(one));
  }

  @Test
  void a_restart_without_database_reads_the_last_hours_from_archive_and_live() throws Exception {
    Instant begun = clock.instant();
    rotate();
    for (int minute = 0; minute < 300; minute++) {
      append(FACTORIO, clock.instant(), minute % 50 == 0 ? Status.DOWN : Status.UP);
      clock.pass(Duration.ofMinutes(1));
      rotate();
    }
    append(Watched.service("old"), begun.minus(Duration.ofDays(2)), Status.UP);
    csv.append(List.of(Watched.result(Watched.service("nas"), begun, Status.UP).inMaintenance()));
    ResultsReader reader = new ResultsReader(true, folder.toString(), "memory");
    Map<String, List<ServiceReport.Point>> latest = reader.latest(clock.instant());
    assertEquals(300, latest.get("games.factorio").size());
    assertEquals(null, latest.get("old"));
    assertTrue(latest.get("nas").getFirst().maintenance());
    Instant before = Instant.EPOCH;
    for (ServiceReport.Point point : latest.get("games.factorio")) {
      assertTrue(point.at().isAfter(before), point + " after " + before);
      before = point.at();
    }
    assertEquals(Map.of(), new ResultsReader(true, folder.toString(), "sqlite").latest(before));
  }
}
