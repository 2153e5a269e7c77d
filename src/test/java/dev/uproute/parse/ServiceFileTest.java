package dev.uproute.parse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.uproute.service.Service;
import dev.uproute.service.Services;
import dev.uproute.service.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** What a change of the file on disk does to the list. */
@Isolated
class ServiceFileTest {
  private static final String A = "services:\n  - { id: a, url: \"http://a.example\" }\n";
  private static final String AB = A + "  - { id: b, url: \"http://b.example\" }\n";

  private final Logger logger = (Logger) LoggerFactory.getLogger(Services.class);
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private final List<List<Service>> notified = new ArrayList<>();

  @TempDir Path folder;
  private Path file;
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final Services services = new Services(() -> now);
  private ServiceFile serviceFile;

  @BeforeEach
  void open() throws IOException {
    log.start();
    logger.addAppender(log);
    file = Files.writeString(folder.resolve("services.yaml"), A);
    Path profiles = folder.resolve("profiles");
    serviceFile =
        new ServiceFile(
            file,
            profiles,
            () -> ServiceLists.parser(Source.FILE, profiles),
            services,
            () -> now,
            null);
  }

  @AfterEach
  void close() {
    logger.detachAppender(log);
  }

  private List<String> ids() {
    return services.current().stream().map(Service::id).toList();
  }

  private String error() {
    return services.state().getFirst().error();
  }

  /** What the route does, once a second. */
  private void load() {
    serviceFile.load();
    note();
  }

  private void note() {
    if (services.changed()) {
      notified.add(services.current());
    }
  }

  private void seconds(int count) {
    for (int i = 0; i < count; i++) {
      now = now.plusSeconds(1);
      serviceFile.refresh();
      note();
    }
  }

  @Test
  void the_first_reading_is_taken_at_once() {
    load();
    assertEquals(List.of("a"), ids());
    assertEquals(new Services.SourceState("file", now, 1, 0, null), services.state().getFirst());
  }

  @Test
  void a_changed_file_is_taken_after_three_quiet_seconds_and_within_five() throws IOException {
    load();
    Service before = services.current().getFirst();
    Files.writeString(file, AB);
    seconds(3);
    assertEquals(List.of("a"), ids());
    seconds(2);
    assertEquals(List.of("a", "b"), ids());
    assertEquals(before, services.current().getFirst());
    assertEquals(2, notified.size());
  }

  @Test
  void a_half_written_file_is_never_taken() throws IOException {
    load();
    Files.writeString(file, "services: []\nallow_empty: true\n");
    seconds(2);
    Files.writeString(file, AB);
    seconds(3);
    assertEquals(List.of("a"), ids());
    seconds(1);
    assertEquals(List.of("a", "b"), ids());
    assertEquals(List.of(1, 2), notified.stream().map(List::size).toList());
  }

  @Test
  void maintenance_is_planned_as_the_file_says_and_stays_when_it_is_broken() throws IOException {
    load();
    assertEquals(List.of(), services.windows());
    Files.writeString(file, A + "maintenance: [ { name: Disks, at: \"02:00\", for: 1h } ]\n");
    load();
    assertEquals("Disks", services.windows().getFirst().name());
    Files.writeString(file, A + "maintenance: [ { name: Disks } ]\n");
    assertThrows(ConfigErrors.class, serviceFile::load);
    assertEquals(1, services.windows().size());
  }

  @Test
  void a_new_date_alone_is_no_change() throws IOException {
    load();
    Files.setLastModifiedTime(file, FileTime.from(now.plusSeconds(1_000_000)));
    seconds(10);
    assertEquals(1, notified.size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "services: []",
        "services: [",
        "services:\n\t- x",
        "urls: [a]",
        "- a",
        "a: b\n---\nc: d",
        "services: [{ url: \"http://a.example\", retries: 99 }]",
        "services: &a [*a]",
        "services: [{ url: \"http://a.example\", profile: none }]",
        "\0",
        "services: !!set {}",
      })
  void a_broken_file_changes_nothing_and_is_told_once(String broken) throws IOException {
    load();
    Files.writeString(file, broken);
    seconds(20);

    assertEquals(List.of("a"), ids());
    assertEquals(1, notified.size());
    assertEquals(1, log.list.size());
    assertTrue(error().startsWith(file + ":"), error());

    Files.writeString(file, AB);
    seconds(5);
    assertEquals(List.of("a", "b"), ids());
    assertNull(error());
  }

  @Test
  void several_mistakes_of_a_reload_stand_on_lines_of_their_own() throws IOException {
    load();
    Files.writeString(
        file, "services:\n  - { urll: x }\n  - { url: \"http://a.example\", retris: 2 }\n");
    seconds(10);
    assertEquals(
        List.of(
            "Services of source file not taken, the list before stays: 3 lines follow",
            file + ":2:5: url: is missing; every service needs one, like https://example.org",
            file + ":2:7: urll: unknown key; did you mean \"url\"?",
            file + ":3:32: retris: unknown key; did you mean \"retries\"?"),
        log.list.stream().map(ILoggingEvent::getFormattedMessage).toList());
  }

  @ParameterizedTest
  @ValueSource(strings = {"services.yml", "Services.yaml", "service.yaml", "services.yaml.txt"})
  void a_file_whose_name_is_near_is_told_instead_of_watching_an_example(String near)
      throws IOException {
    Files.move(file, folder.resolve(near));
    ServiceFile withExample =
        new ServiceFile(
            file,
            folder.resolve("profiles"),
            () -> ServiceLists.parser(Source.FILE, folder),
            services,
            () -> now,
            A.getBytes());
    ConfigErrors missing = assertThrows(ConfigErrors.class, withExample::load);
    assertEquals(
        file + ": there is no such file, but " + near + "; call it services.yaml",
        missing.getMessage());
    Files.delete(folder.resolve(near));
    withExample.load();
    assertEquals(List.of("a"), ids());
  }

  @Test
  void a_broken_file_put_back_as_it_was_is_good_again() throws IOException {
    load();
    Files.writeString(file, "services: [");
    seconds(5);
    Files.writeString(file, A);
    seconds(5);
    assertNull(error());
    assertEquals(1, notified.size());
  }

  @Test
  void a_deleted_file_leaves_the_list_and_is_told_once() throws IOException {
    load();
    Files.delete(file);
    seconds(10);
    assertEquals(List.of("a"), ids());
    assertEquals(1, log.list.size());
    assertEquals(file + ": there is no such file", error());

    Files.writeString(file, A);
    seconds(1);
    assertNull(error());
  }

  @Test
  void a_folder_in_its_place_leaves_the_list() throws IOException {
    load();
    Files.delete(file);
    Files.createDirectory(file);
    seconds(10);
    assertEquals(List.of("a"), ids());
    assertTrue(error().startsWith(file + ": cannot be read: "), error());
  }

  @Test
  void a_swapped_link_is_a_change() throws IOException {
    Path first = Files.writeString(folder.resolve("first"), A);
    Path second = Files.writeString(folder.resolve("second"), AB);
    Files.delete(file);
    Files.createSymbolicLink(file, first);
    load();
    Path swap = Files.createSymbolicLink(folder.resolve("swap"), second);
    Files.move(swap, file, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
    seconds(5);
    assertEquals(List.of("a", "b"), ids());
  }

  @Test
  void a_changed_profile_is_a_change() throws IOException {
    Path profile = Files.createDirectory(folder.resolve("profiles")).resolve("healthy.yaml");
    Files.writeString(profile, "retries: 1\n");
    load();
    Files.writeString(profile, "retries: 2\n");
    seconds(5);
    assertEquals(2, services.current().getFirst().timing().retries());
  }

  @Test
  void a_clock_set_back_does_not_hold_a_change_up() throws IOException {
    load();
    Files.writeString(file, AB);
    seconds(1);
    now = now.minusSeconds(3600);
    seconds(5);
    assertEquals(List.of("a", "b"), ids());
  }

  @Test
  void the_first_reading_refuses_a_wrong_or_missing_file() throws IOException {
    Files.writeString(file, "services: []");
    ConfigErrors empty = assertThrows(ConfigErrors.class, serviceFile::load);
    assertTrue(empty.getMessage().startsWith(file + ":1:11: services: "), empty.getMessage());
    Files.delete(file);
    ConfigErrors missing = assertThrows(ConfigErrors.class, serviceFile::load);
    assertEquals(file + ": there is no such file", missing.getMessage());
    assertEquals(List.of(), ids());
  }
}
