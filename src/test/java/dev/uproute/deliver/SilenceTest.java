package dev.uproute.deliver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.uproute.OnEachDatabaseNightly;
import dev.uproute.Recording;
import dev.uproute.ServiceBuilder;
import dev.uproute.TestDatabase;
import dev.uproute.Watched;
import dev.uproute.check.Connectivity;
import dev.uproute.check.Maintenance;
import dev.uproute.check.Status;
import dev.uproute.record.Event;
import dev.uproute.record.Flip;
import dev.uproute.record.Rechecks;
import dev.uproute.record.Streaks;
import dev.uproute.schedule.Schedule;
import dev.uproute.service.Service;
import dev.uproute.service.Services;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.Parameter;

@Execution(ExecutionMode.CONCURRENT)
@OnEachDatabaseNightly
class SilenceTest {
  @Parameter TestDatabase database;
  @TempDir Path folder;

  private final Services services = new Services();
  private final Schedule schedule = new Schedule(10, 1_000);
  // results of later are of checks that began after whatever ended now
  private Instant now = Instant.now();
  private Recording recording;
  private Silence quiet;

  @BeforeEach
  void start() throws Exception {
    recording = new Recording(database, folder.resolve("history.db"));
    quiet = quiet();
  }

  @AfterEach
  void stop() {
    recording.close();
  }

  private Silence quiet() {
    Maintenance maintenance =
        new Maintenance(folder.resolve("maintenance.flag").toString(), services, () -> now);
    Silence silence =
        new Silence(
            maintenance,
            services,
            recording.bean("streaks", Streaks.class),
            recording.bean("connectivity", Connectivity.class),
            recording.bean("rechecks", Rechecks.class),
            schedule);
    silence.accept(services.current());
    return silence;
  }

  private static Service service(String id, boolean enabled, String... dependsOn) {
    return ServiceBuilder.named(id)
        .with(b -> b.enabled = enabled)
        .with(b -> b.dependsOn = List.of(dependsOn))
        .service();
  }

  private void watch(Service... list) {
    services.accept("file", List.of(list));
    quiet.accept(services.current());
  }

  private void found(Service service, Status status) {
    now = now.plusSeconds(60);
    recording.record(List.of(Watched.result(service, now, status)));
  }

  private String reason(Service service, Event event) {
    Flip flip = new Flip(service.id(), now, event, Status.UP, Status.DOWN, null, "why");
    return quiet.reason(flip, service);
  }

  @Test
  void in_maintenance_nothing_of_a_service_is_told_but_what_is_ours_is() throws Exception {
    Service web = service("web", true);
    watch(web);
    assertNull(reason(web, Event.DOWN));
    Files.writeString(folder.resolve("maintenance.flag"), "Rack move");
    now = now.plusSeconds(1);
    for (Event event : List.of(Event.DOWN, Event.UP, Event.TLS, Event.FLAPPING)) {
      assertEquals("maintenance: Rack move", reason(web, event));
    }
    assertNull(quiet.reason(Flip.ours(now, Event.SELF, "offline"), null));
    Files.writeString(folder.resolve("maintenance.flag"), "");
    now = now.plusSeconds(1);
    assertEquals("maintenance", reason(web, Event.DOWN));
    Files.delete(folder.resolve("maintenance.flag"));
    now = now.plusSeconds(1);
    assertEquals("maintenance", reason(web, Event.DOWN), "is not checked anew yet");
    found(web, Status.UP);
    assertNull(reason(web, Event.DOWN));
  }

  @Test
  void when_a_silence_ends_its_services_are_checked_at_once() throws Exception {
    Service router = service("router", true);
    Service nas = service("nas", true, "router");
    Service web = service("web", true);
    watch(router, nas, web);
    schedule.accept(services.current());
    found(router, Status.DOWN);
    drain();
    quiet.update();
    found(router, Status.UP);
    quiet.update();
    assertEquals(List.of("nas"), drain());
    Files.writeString(folder.resolve("maintenance.flag"), "");
    now = now.plusSeconds(1);
    quiet.update();
    assertEquals(List.of(), drain());
    Files.delete(folder.resolve("maintenance.flag"));
    now = now.plusSeconds(1);
    quiet.update();
    assertEquals(List.of("router", "nas", "web"), drain());
    quiet.update();
    assertEquals(List.of(), drain());
  }

  /** The ids of what is due within a second, checked. */
  private List<String> drain() {
    List<Service> due = schedule.due();
    due.forEach(schedule::done);
    return due.stream().map(Service::id).toList();
  }

  @Test
  void while_what_it_depends_on_is_down_only_its_recovery_is_told() {
    Service router = service("router", true);
    Service nas = service("nas", true, "router");
    watch(router, nas);
    found(nas, Status.DOWN);
    assertNull(reason(nas, Event.DOWN));
    found(router, Status.TIMEOUT);
    for (Event event :
        List.of(Event.DOWN, Event.DEGRADED, Event.ESCALATED, Event.REMINDER, Event.HOST)) {
      assertEquals("depends on router, which is down", reason(nas, event));
    }
    assertNull(reason(nas, Event.UP));
    assertNull(reason(nas, Event.TLS));
    assertNull(reason(router, Event.DOWN));
    found(router, Status.UP);
    assertEquals("depends on router, which is down", reason(nas, Event.DOWN), "not checked anew");
    found(nas, Status.DOWN);
    assertNull(reason(nas, Event.DOWN));
  }

  @Test
  void what_a_parent_depends_on_counts_too_and_a_restart_forgets_nothing() throws Exception {
    Service uplink = service("uplink", true);
    Service router = service("router", true, "uplink");
    Service nas = service("nas", true, "router");
    watch(uplink, router, nas);
    found(uplink, Status.DOWN);
    recording.close();
    recording = new Recording(database, folder.resolve("history.db"));
    quiet = quiet();
    assertEquals("depends on uplink, which is down", reason(nas, Event.DOWN));
  }

  @Test
  void a_parent_that_is_paused_or_not_watched_any_more_holds_nothing() {
    Service router = service("router", true);
    Service nas = service("nas", true, "router");
    watch(router, nas);
    found(router, Status.DOWN);
    watch(service("router", false), nas);
    assertNull(reason(nas, Event.DOWN));
    watch(nas);
    assertNull(reason(nas, Event.DOWN));
  }

  @Test
  void services_that_depend_on_each_other_do_not_silence_each_other() {
    Service a = service("a", true, "b");
    Service b = service("b", true, "a");
    Service c = service("c", true, "b");
    watch(a, b, c);
    found(a, Status.DOWN);
    found(b, Status.DOWN);
    assertNull(reason(a, Event.DOWN));
    assertNull(reason(b, Event.DOWN));
    assertTrue(reason(c, Event.DOWN).startsWith("depends on"));
  }
}
