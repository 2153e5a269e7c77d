package dev.uproute.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.uproute.Watched;
import dev.uproute.check.Result;
import dev.uproute.check.Status;
import dev.uproute.deliver.Desk;
import dev.uproute.service.Service;
import dev.uproute.store.Reserve;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk without space: the reserve is given up, and people are notified once. */
class FullDiskTest {
  private static final Service A = Watched.service("a");
  @TempDir Path folder;

  private Path reserve() {
    return folder.resolve("data/uptime_history.db.reserve");
  }

  private Desk open(String reserve) throws Exception {
    Desk desk = new Desk(folder, Map.of("uproute.keep.reserve", reserve), "team");
    desk.watch(A);
    return desk;
  }

  /** So many that the file has to grow. */
  private static void found(Desk desk, Status status) {
    List<Result> results =
        IntStream.range(0, 2000)
            .mapToObj(i -> Watched.result(A, desk.clock().instant().plusMillis(i), status))
            .toList();
    desk.camel().sendBody("direct:record-try", results);
  }

  /** Of the connection that writes, until it is thrown away. */
  private static void fill(Desk desk) throws SQLException {
    try (Connection connection = desk.bean("writer", DataSource.class).getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("pragma max_page_count = 1");
    }
  }

  private static String notified(Desk desk) throws Exception {
    return desk.ask("select group_concat(reason, '/') from flip where event = 'self'");
  }

  @Test
  void the_reserve_is_given_up_and_people_are_notified_of_that_alone() throws Exception {
    try (Desk desk = open("1MB")) {
      Reserve reserve = desk.bean("reserve", Reserve.class);
      assertNull(reserve.restore());
      assertEquals(1_000_000, Files.size(reserve()));
      assertEquals(
          "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(reserve())));
      fill(desk);
      found(desk, Status.UP);
      assertFalse(Files.exists(reserve()));
      assertTrue(desk.bean("backlog", Backlog.class).failing());
      desk.camel().sendBody("direct:record-try", List.of());
      assertEquals("2000", desk.ask("select count(*) from result"));
      desk.pass(120);
      assertEquals(List.of("self"), desk.at("team").lines());
      assertEquals(
          "The disk with "
              + folder.resolve("data/uptime_history.db")
              + " is full. The reserve of 1 MB was given up, so that the history goes on being"
              + " written and pruned; make space before that is used, too",
          notified(desk));
      assertEquals(
          "There is space on the disk with "
              + folder.resolve("data/uptime_history.db")
              + " again, and a reserve of 1 MB",
          reserve.restore());
      assertNull(reserve.restore());
      assertTrue(Files.exists(reserve()));
    }
  }

  @Test
  void without_a_reserve_results_wait_in_memory_and_people_are_notified_at_once() throws Exception {
    try (Desk desk = open("none")) {
      assertNull(desk.bean("reserve", Reserve.class).restore());
      assertFalse(Files.exists(reserve()));
      fill(desk);
      found(desk, Status.DOWN);
      assertEquals(2000, desk.bean("backlog", Backlog.class).size());
      desk.pass(15);
      assertEquals(List.of("escalated a", "self"), desk.at("team").lines());
      desk.camel().sendBody("direct:record-try", List.of());
      assertTrue(notified(desk).startsWith("The history cannot be written since "));
    }
  }

  @Test
  void a_failure_of_another_kind_leaves_the_reserve() throws Exception {
    try (Desk desk = open("1MB")) {
      Reserve reserve = desk.bean("reserve", Reserve.class);
      reserve.restore();
      assertNull(reserve.release(new IllegalStateException("No space left on device")));
      assertTrue(Files.exists(reserve()));
    }
  }

  @Test
  void a_reserve_of_another_size_is_made_anew() throws Exception {
    try (Desk desk = open("1MB")) {
      desk.bean("reserve", Reserve.class).restore();
    }
    try (Desk desk = open("2MB")) {
      desk.bean("reserve", Reserve.class).restore();
      assertEquals(2_000_000, Files.size(reserve()));
    }
  }
}
