package dev.uproute.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.uproute.Recording;
import dev.uproute.Watched;
import dev.uproute.service.Recurrence;
import dev.uproute.service.Service;
import dev.uproute.service.Services;
import dev.uproute.service.Window;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MaintenanceTest {
  private static final Service WEB = Watched.service("web");
  private static final Service MAIL = Watched.service("mail");

  @TempDir Path folder;

  private final Services services = new Services();
  private Instant now = Instant.parse("2026-06-17T21:59:58Z");

  private Maintenance maintenance() {
    return new Maintenance(flag().toString(), services, () -> now);
  }

  private Path flag() {
    return folder.resolve("maintenance.flag");
  }

  private String reasonWithFlag() {
    return maintenance().reason(WEB);
  }

  @Test
  void the_flag_is_on_while_it_exists_and_what_stands_in_it_is_the_reason() throws IOException {
    Maintenance maintenance = maintenance();
    assertNull(maintenance.reason(WEB));
    Files.writeString(flag(), "Moving\nthe rack\n");
    now = now.plusSeconds(1);
    assertEquals("Moving the rack", maintenance.reason(WEB));
    Files.writeString(flag(), "");
    now = now.plusSeconds(1);
    assertEquals("", maintenance.reason(WEB));
    Files.delete(flag());
    now = now.plusSeconds(1);
    assertNull(maintenance.reason(WEB));
    assertFalse(maintenance.any());
  }

  @Test
  void a_folder_is_a_flag_too() throws IOException {
    Files.createDirectory(flag());
    assertEquals("", reasonWithFlag());
  }

  @Test
  void of_a_huge_file_only_the_beginning_is_read() throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(flag().toFile(), "rw")) {
      file.writeBytes("Disks ");
      file.setLength(5L << 30);
    }
    String reason = reasonWithFlag();
    assertEquals("Disks", reason.substring(0, 5));
    assertEquals(200, reason.length());
  }

  @Test
  void a_link_to_nothing_and_a_file_that_cannot_be_read_are_no_flag() throws IOException {
    Files.createSymbolicLink(flag(), folder.resolve("nothing"));
    assertNull(reasonWithFlag());
    Files.delete(flag());
    Files.createSymbolicLink(flag(), flag());
    assertNull(reasonWithFlag());
  }

  @Test
  void a_window_is_of_the_services_it_covers_while_it_is_open() {
    services.plan(
        "file",
        List.of(
            new Window(
                "Kernel",
                new Recurrence.Once(
                    LocalDateTime.parse("2026-06-17T22:00"),
                    LocalDateTime.parse("2026-06-17T23:00")),
                ZoneOffset.UTC,
                List.of("web"),
                List.of(),
                Map.of())));
    Maintenance maintenance = maintenance();
    assertNull(maintenance.reason(WEB));
    now = Instant.parse("2026-06-17T22:00:00Z");
    assertEquals("Kernel", maintenance.reason(WEB));
    assertNull(maintenance.reason(MAIL));
    now = Instant.parse("2026-06-17T23:00:00Z");
    assertNull(maintenance.reason(WEB));
  }

  @Test
  void a_result_outside_of_maintenance_is_left_as_it_is() {
    Result result = Watched.result(WEB, now, Status.UP);
    assertSame(result, maintenance().mark(result));
  }

  @Test
  void results_in_maintenance_are_stored_count_in_no_uptime_and_move_the_streak() throws Exception {
    Files.writeString(flag(), "");
    Maintenance maintenance = maintenance();
    try (Recording recording = new Recording(folder.resolve("history.db"))) {
      recording.record(List.of(Watched.result(WEB, now, Status.UP)));
      recording.record(
          List.of(maintenance.mark(Watched.result(WEB, now.plusSeconds(60), Status.DOWN))));
      recording.record(
          List.of(maintenance.mark(Watched.result(WEB, now.plusSeconds(120), Status.UP))));
      assertEquals(
          "0 0 1|1 4 -|1 0 -",
          recording.ask(
              "select group_concat(maintenance || ' ' || status || ' ' || coalesce(online, '-'),"
                  + " '|') from (select * from result order by id)"));
      assertEquals(
          "3 1 1", recording.ask("select checks || ' ' || counted || ' ' || online from streak"));
      assertEquals(
          "down,up",
          recording.ask("select group_concat(event) from (select * from flip order by id)"));
      assertEquals(
          now.plusSeconds(120).toEpochMilli() + "",
          recording.ask("select last_online from streak"));
    }
  }
}
