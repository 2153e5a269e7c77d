package dev.uproute.service;

import static dev.uproute.parse.ServiceLists.listed;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.LoggerFactory;

@Isolated
class ServicesTest {
  private final Logger logger = (Logger) LoggerFactory.getLogger(Services.class);
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private final List<List<String>> notified = new ArrayList<>();
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final Services services = new Services(() -> now);

  @BeforeEach
  void listen() {
    log.start();
    logger.addAppender(log);
  }

  @AfterEach
  void stop() {
    logger.detachAppender(log);
  }

  private List<String> current() {
    return services.current().stream().map(Service::id).toList();
  }

  private void accept(Source source, String... ids) {
    services.accept(source.name(), listed(source, ids));
    if (services.changed()) {
      notified.add(current());
    }
  }

  @Test
  void sources_are_added_together_the_file_first() {
    accept(Source.NOTION, "n1", "n2");
    accept(Source.FILE, "f1");
    assertEquals(List.of("f1", "n1", "n2"), current());
  }

  @Test
  void the_file_wins_and_a_clash_is_told_once() {
    accept(Source.NOTION, "a", "b");
    accept(Source.FILE, "b");
    accept(Source.FILE, "b", "c");
    assertEquals(List.of("b", "c", "a"), current());
    assertEquals("file", services.current().getFirst().source());
    assertEquals(
        List.of("Service b is listed by file and by notion; file wins"),
        log.list.stream().map(ILoggingEvent::getFormattedMessage).toList());
  }

  @Test
  void listeners_hear_of_each_new_list_and_of_no_repeated_one() {
    accept(Source.FILE, "a");
    accept(Source.FILE, "a");
    accept(Source.FILE, "a", "b");
    assertEquals(List.of(List.of("a"), List.of("a", "b")), notified);
  }

  @Test
  void the_services_that_did_not_change_are_equal_after_a_reload() {
    String[] ids = new String[1000];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = "s" + i;
    }
    accept(Source.FILE, ids);
    List<Service> before = services.current();
    ids[500] = "new";
    accept(Source.FILE, ids);

    List<Service> kept = new ArrayList<>(services.current());
    kept.removeAll(before);
    assertEquals(List.of("new"), kept.stream().map(Service::id).toList());
  }

  @Test
  void a_source_that_loses_more_than_half_at_once_keeps_its_last_good_list() {
    accept(Source.NOTION, "a", "b", "c", "d");
    assertFalse(services.accept("notion", listed(Source.NOTION, "a")));
    assertEquals(List.of("a", "b", "c", "d"), current());
    Services.SourceState state = services.state().getFirst();
    assertEquals(
        "lost 3 of 4 services at once; its last good list stays until 3 further lists say the same",
        state.error());
    assertEquals(4, state.count());

    assertFalse(services.accept("notion", List.of()));
    assertFalse(services.accept("notion", listed(Source.NOTION, "x", "y", "z", "v")));
    assertTrue(services.accept("notion", listed(Source.NOTION, "a", "b")));
    assertEquals(List.of("a", "b"), current());
    assertNull(services.state().getFirst().error());
  }

  @Test
  void a_smaller_list_is_believed_when_three_further_ones_say_the_same() {
    accept(Source.NOTION, "a", "b", "c", "d");
    accept(Source.NOTION, "a");
    accept(Source.NOTION, "a");
    accept(Source.NOTION, "b");
    for (int i = 0; i < 2; i++) {
      accept(Source.NOTION, "b");
      assertEquals(List.of("a", "b", "c", "d"), current());
    }
    accept(Source.NOTION, "b");
    assertEquals(List.of("b"), current());
  }

  @Test
  void what_is_listed_but_not_as_allowed_is_not_lost() {
    accept(Source.NOTION, "a", "b", "c", "d");
    assertTrue(
        services.accept("notion", listed(Source.NOTION, "a"), java.util.Set.of("b", "c", "d")));
    assertEquals(List.of("a"), current());
    assertEquals(3, services.state().getFirst().refused());
  }

  @Test
  void a_list_of_before_the_start_is_watched_and_the_next_one_is_measured_by_it() {
    Instant before = now.minusSeconds(3600);
    services.recall("notion", listed(Source.NOTION, "a", "b", "c"), before);
    assertEquals(List.of("a", "b", "c"), current());
    assertEquals(before, services.state().getFirst().lastGood());
    assertFalse(services.accept("notion", listed(Source.NOTION, "a")));
  }

  @Test
  void the_file_may_lose_as_much_as_its_owner_likes() {
    accept(Source.FILE, "a", "b", "c");
    accept(Source.FILE);
    assertEquals(List.of(), current());
  }

  @Test
  void a_failing_source_keeps_its_list_and_each_reason_is_logged_once() {
    accept(Source.NOTION, "a");
    Instant good = now;
    now = now.plusSeconds(60);
    services.refused("notion", "no answer");
    services.refused("notion", "no answer");

    assertEquals(List.of("a"), current());
    assertEquals(
        List.of(new Services.SourceState("notion", good, 1, 0, "no answer")), services.state());
    assertEquals(1, log.list.size());

    services.unchanged("notion");
    assertEquals(List.of(new Services.SourceState("notion", now, 1, 0, null)), services.state());
  }

  @Test
  void a_list_once_given_never_changes() {
    accept(Source.FILE, "a");
    List<Service> before = services.current();
    accept(Source.FILE, "b");
    assertEquals("a", before.getFirst().id());
    assertSame(services.current(), services.current());
  }
}
