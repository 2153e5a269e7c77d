package dev.uproute.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.uproute.Watched;
import dev.uproute.parse.ServiceLists;
import dev.uproute.service.Service;
import dev.uproute.service.Timing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleTest {
  private static final int TICK = 50;
  private long now = 1_000_000;
  private final Schedule schedule = new Schedule(100_000, 1, () -> now);

  @Test
  void a_single_service_is_due_at_once_and_then_on_its_grid() {
    schedule.accept(services(1, "10s"));
    long start = now;
    assertEquals(
        List.of(0L, 10_000L, 20_000L, 30_000L),
        run(35_000).get("s0").stream().map(t -> t - start).toList());
  }

  @Test
  void the_next_check_is_known_once_services_are_handed_out() {
    schedule.accept(services(1, "10s"));
    assertNull(schedule.next());
    schedule.due();
    Instant before = Instant.now().plusSeconds(10);
    Instant next = schedule.next();
    assertFalse(next.isBefore(before), next.toString());
    assertFalse(next.isAfter(Instant.now().plusSeconds(10)), next.toString());
  }

  @Test
  void who_takes_over_keeps_the_grid_and_begins_with_what_is_overdue() {
    schedule.hold();
    schedule.accept(services(4, "60s"));
    long start = now;
    schedule.takeOver(
        Map.of(
            "s0", Duration.ofSeconds(70),
            "s1", Duration.ofSeconds(75),
            "s2", Duration.ofSeconds(20)));
    Map<String, List<Long>> due = run(125_000);
    due.replaceAll((_, times) -> times.stream().map(t -> t - start).toList());
    assertEquals(List.of(50L, 60_050L, 120_050L), due.get("s0"));
    assertEquals(List.of(0L, 60_000L, 120_000L), due.get("s1"));
    assertEquals(List.of(40_000L, 100_000L), due.get("s2"));
    assertTrue(due.get("s3").getFirst() < 1_000, "new: " + due);
  }

  @Test
  void what_is_under_way_is_due_again_when_who_makes_it_is_gone() {
    schedule.accept(services(3, "10s"));
    List<Service> all = new ArrayList<>(schedule.due());
    for (int i = 0; i < 100 && all.size() < 3; i++) {
      now += 10;
      all.addAll(schedule.due());
    }
    schedule.done(all.getFirst());
    schedule.lost();
    List<Service> again = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      now += 10;
      again.addAll(schedule.due());
    }
    assertEquals(all.subList(1, 3), again);
    assertEquals(2, schedule.progress().underWay());
  }

  @Test
  void checks_that_wait_elsewhere_leave_room_for_others_here() {
    Schedule two = new Schedule(2, 10, () -> now);
    two.accept(services(5, "10s"));
    now += 1_000;
    List<Service> first = two.due();
    assertEquals(2, first.size());
    assertEquals(List.of(), two.due());
    first.forEach(two::elsewhere);
    two.elsewhere(first.getFirst());
    assertEquals(2, two.due().size());
    assertEquals(4, two.progress().underWay());
    two.done(first.getFirst());
    two.done(first.getFirst());
    assertEquals(3, two.progress().underWay());
    assertEquals(List.of(), two.due());
  }

  @Test
  void a_check_that_waited_elsewhere_for_longer_than_it_can_take_is_lost() {
    schedule.accept(services(1, "10s"));
    Service service = schedule.due().getFirst();
    schedule.elsewhere(service);
    long start = now;
    long longest = 0;
    while (schedule.due().isEmpty()) {
      now += 10;
      longest = now - start;
    }
    // an interval at the broker, then its attempts and the pauses between them
    Timing timing = service.timing();
    long check = timing.timeout().plus(timing.retryDelay()).toMillis() * (timing.retries() + 1);
    assertTrue(longest > 10_000 + check && longest <= 20_000 + check + 1_000, "" + longest);
    assertEquals(1, schedule.progress().underWay());
  }

  @Test
  void a_service_is_handed_out_at_the_tick_before_it_is_due_and_waits_for_the_rest() {
    Schedule ahead = new Schedule(10, 50, () -> now);
    ahead.accept(services(1, "1s"));
    Service service = ahead.due().getFirst();
    assertEquals(0, ahead.pause(service));
    ahead.done(service);
    now += 949;
    assertEquals(List.of(), ahead.due());
    now += 30;
    assertEquals(List.of(service), ahead.due());
    assertEquals(21, ahead.pause(service));
    ahead.done(service);
    now += 990;
    ahead.due();
    assertEquals(31, ahead.pause(service));
  }

  @Test
  void what_is_held_is_spread_from_the_moment_it_is_released() {
    schedule.hold();
    schedule.accept(services(10, "60s"));
    assertEquals(Map.of(), run(3_000));
    long released = now;
    schedule.release();
    Map<String, List<Long>> times = run(2_000);
    assertEquals(10, times.size());
    long last = times.values().stream().mapToLong(List::getFirst).max().orElseThrow();
    assertTrue(last - released >= 800, "not all at once, but over " + (last - released));
  }

  @Test
  void few_services_start_within_moments_and_many_spread_over_one_interval() {
    schedule.accept(services(10, "60s"));
    assertTrue(run(1_000).size() == 10);
    schedule.accept(services(1_200, "60s"));
    Map<String, List<Long>> first = run(60_000);
    TreeSet<Long> seconds = new TreeSet<>();
    first.values().forEach(times -> times.forEach(t -> seconds.add(t / 1_000)));
    assertEquals(1_200, first.size());
    assertTrue(seconds.size() >= 60, "every second has some: " + seconds.size());
  }

  @Test
  void a_tick_has_something_to_do_when_a_service_is_due_and_after_a_sleep() {
    assertFalse(schedule.waits());
    schedule.accept(services(1, "60s"));
    assertTrue(schedule.waits());
    schedule.due().forEach(schedule::done);
    for (int i = 0; i < 58; i++) {
      assertFalse(schedule.waits());
      now += 1_000;
    }
    now += 1_999;
    assertFalse(schedule.waits());
    now++;
    assertTrue(schedule.waits());
    assertEquals(1, schedule.due().size());
    now += Schedule.GAP + 1;
    assertTrue(schedule.waits());
  }

  @Test
  void those_of_a_second_follow_each_other_closely_so_that_they_wake_the_machine_once() {
    now += 7;
    schedule.accept(services(1_000, "20s"));
    run(20_000);
    schedule.due().forEach(schedule::done);
    TreeMap<Long, Integer> due = new TreeMap<>();
    for (int i = 0; i < 20_000; i++) {
      now++;
      List<Service> services = schedule.due();
      services.forEach(schedule::done);
      due.merge(Math.floorMod(now, Slot.STEP), services.size(), Integer::sum);
    }
    assertEquals(1_000, due.values().stream().mapToInt(i -> i).sum());
    due.values().removeIf(services -> services == 0);
    assertTrue(due.lastKey() < 160, due.toString());
    assertTrue(due.values().stream().allMatch(i -> i <= 20), "one at a time: " + due);
  }

  /** Of one, few and many, as exact as the tick before which they are handed out allows. */
  @ParameterizedTest
  @ValueSource(ints = {1, 50, 1_000, 10_000})
  void first_checks_keep_to_the_spacing_and_all_but_the_second_to_their_interval(int count) {
    now += 7;
    long start = now;
    Schedule ahead = new Schedule(100_000, TICK, () -> now);
    ahead.accept(services(count, "60s"));
    Map<String, List<Long>> times = new HashMap<>();
    for (; now < start + 8 * 60_000; now += TICK) {
      for (Service service : ahead.due()) {
        long at = now + ahead.pause(service);
        times.computeIfAbsent(service.id(), _ -> new ArrayList<>()).add(at);
        ahead.done(service);
      }
    }
    for (int i = 0; i < count; i++) {
      List<Long> all = times.get("s" + i);
      long ideal = start + Math.min(i * Slot.SPACING, 60_000L * i / count);
      long off = Math.max(start, ideal) - all.getFirst();
      assertTrue(off >= -TICK && off < Slot.CROWD, "first check of " + i + " off by " + off);
      long sooner = all.get(0) + 60_000 - all.get(1);
      assertTrue(sooner >= 0 && sooner < Slot.STEP, "second check of " + i + ": " + sooner);
      for (int n = 2; n < all.size(); n++) {
        assertEquals(60_000, all.get(n) - all.get(n - 1), "check " + n + " of " + i);
      }
      assertTrue(all.size() >= 7, "checks of " + i);
    }
    assertEquals(0, ahead.skipped());
  }

  @Test
  void a_service_that_is_listed_later_is_checked_at_once_and_then_with_the_others() {
    schedule.accept(services(2, "10s"));
    run(1_234);
    schedule.accept(services(3, "10s"));
    List<Long> times = run(30_000).get("s2");
    assertEquals(
        List.of(1_250L, 11_050L, 21_050L, 31_050L),
        times.stream().map(t -> t - 1_000_000).toList());
  }

  @Test
  void the_second_check_is_no_sooner_than_half_an_interval_after_the_first() {
    now += 990;
    schedule.accept(services(5, "1s"));
    run(5_000)
        .values()
        .forEach(times -> assertTrue(times.get(1) - times.get(0) >= 500 - TICK, times.toString()));
  }

  @Test
  void many_are_due_at_the_same_moments_so_that_they_wake_the_machine_together() {
    now += 7;
    schedule.accept(services(1_000, "1s"));
    schedule.due().forEach(schedule::done);
    for (int i = 0; i < 3_000; i++) {
      now++;
      List<Service> due = schedule.due();
      assertEquals(now % Slot.CROWD == 0 ? 20 : 0, due.size(), "at " + now);
      due.forEach(schedule::done);
    }
  }

  @Test
  void a_hundred_thousand_first_checks_are_spread_evenly() {
    schedule.accept(services(100_000, "500s"));
    assertEquals(Slot.CROWD / 5, schedule.due().size());
    for (int second = 1; second < 500; second++) {
      now += 1_000;
      assertEquals(200, schedule.due().size(), "in second " + second);
    }
  }

  @Test
  void nothing_drifts_when_ticks_are_late() {
    schedule.accept(services(1, "1s"));
    long start = now;
    List<Long> handedOut = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      schedule.due().forEach(s -> handedOut.add((now - start) / 1_000));
      schedule.done(services(1, "1s").getFirst());
      now += 37 + i % 13;
    }
    assertEquals(IntStream.range(0, handedOut.size()).mapToObj(i -> (long) i).toList(), handedOut);
  }

  @Test
  void a_service_whose_check_is_under_way_waits_for_its_end_and_keeps_its_grid() {
    schedule.accept(services(1, "1s"));
    Service service = schedule.due().getFirst();
    now += 1_000;
    assertEquals(List.of(), schedule.due());
    now += 300;
    schedule.done(service);
    assertEquals(1, schedule.due().size());
    schedule.done(service);
    now += 650;
    assertEquals(List.of(), schedule.due());
    now += 50;
    assertEquals(1, schedule.due().size());
    assertEquals(0, schedule.skipped());
  }

  @Test
  void a_time_that_passed_long_before_the_check_ended_is_skipped_and_counted() {
    schedule.accept(services(1, "1s"));
    Service service = schedule.due().getFirst();
    now += 1_000;
    assertEquals(List.of(), schedule.due());
    now += 600;
    schedule.done(service);
    assertEquals(List.of(), schedule.due());
    assertEquals(1, schedule.skipped());
    now += 400;
    assertEquals(1, schedule.due().size());
  }

  @Test
  void no_more_than_the_limit_is_under_way_and_the_others_wait_their_turn() {
    Schedule small = new Schedule(3, 1, () -> now);
    List<Service> services = services(5, "1s");
    small.accept(services);
    now += 950;
    List<Service> first = small.due();
    assertEquals(services.subList(0, 3), first);
    assertEquals(List.of(), small.due());
    first.forEach(small::done);
    assertEquals(services.subList(3, 5), small.due());
    assertEquals(0, small.skipped());
  }

  @Test
  void times_that_pass_while_a_service_waits_are_skipped_not_made_up_for() {
    Schedule small = new Schedule(1, 1, () -> now);
    small.accept(services(2, "1s"));
    Service first = small.due().getFirst();
    now += 4_050;
    small.done(first);
    assertEquals(1, small.due().size());
    assertEquals(3, small.skipped());
  }

  @Test
  void a_service_without_a_result_for_three_intervals_is_told_once_and_begins_anew() {
    Service silent = services(1, "10s").getFirst();
    schedule.accept(List.of(silent));
    assertEquals(List.of(silent), schedule.due());
    for (int second = 0; second < 30; second++) {
      now += 1_000;
      schedule.due();
      assertEquals(List.of(), schedule.silent());
    }
    now += 1;
    assertEquals(List.of(silent), schedule.silent());
    assertEquals(List.of(silent), schedule.due());
    now += 60_000;
    assertEquals(List.of(), schedule.silent());
    schedule.done(silent);
    now += 30_001;
    assertEquals(List.of(silent), schedule.silent());
  }

  @Test
  void a_paused_service_and_one_of_a_machine_that_slept_are_not_silent() {
    schedule.accept(services(1, "1s"));
    schedule.due();
    now += 14_000;
    assertEquals(List.of(), schedule.silent());
    now += 3_600_000;
    schedule.due();
    assertEquals(List.of(), schedule.silent());
    schedule.accept(List.of());
    now += 3_600_000;
    assertEquals(List.of(), schedule.silent());
  }

  @Test
  void a_check_that_never_ends_is_given_up_after_three_intervals() {
    schedule.accept(services(1, "1s"));
    schedule.due();
    assertEquals(1, run(5_000).get("s0").size() > 0 ? 1 : 0);
  }

  @Test
  void after_eight_hours_of_sleep_each_service_is_checked_once_and_spread() {
    schedule.accept(services(600, "60s"));
    run(60_000);
    now += Duration.ofHours(8).toMillis();
    long woke = now;
    assertTrue(schedule.due().size() <= 1);
    Map<String, List<Long>> times = run(59_000);
    times.values().forEach(t -> assertEquals(1, t.size()));
    assertTrue(
        times.values().stream().mapToLong(t -> t.getFirst() - woke).max().orElse(0) > 30_000);
  }

  @Test
  void a_reload_leaves_the_times_of_unchanged_services_alone() {
    schedule.accept(services(1_000, "60s"));
    run(60_000);
    run(30_000);
    List<Service> changed = new ArrayList<>(services(1_001, "60s"));
    changed.remove(7);
    Map<String, Long> before = phases(run(60_000));
    schedule.accept(changed);
    Map<String, Long> after = phases(run(60_000));
    before.remove("s7");
    after.remove("s1000");
    assertEquals(before, after);
  }

  @Test
  void a_changed_interval_starts_afresh_and_a_paused_service_has_no_times() {
    schedule.accept(services(2, "60s"));
    run(1_000);
    List<Service> changed = new ArrayList<>(services(2, "30s"));
    changed.set(1, service("s1", "30s", false));
    schedule.accept(changed);
    Map<String, List<Long>> times = run(40_000);
    assertEquals(2, times.get("s0").size());
    assertEquals(null, times.get("s1"));
  }

  @Test
  void a_service_is_checked_again_at_once_and_then_on_a_grid_of_its_own() {
    schedule.accept(services(2, "2h"));
    run(1_000);
    now += 3_600_000;
    schedule.due();
    schedule.again(List.of("s1", "unknown"));
    long start = now - Math.floorMod(now, Slot.CROWD);
    List<Long> times = run(7_200_001).get("s1").stream().map(t -> t - start).toList();
    assertEquals(List.of(0L, 7_200_000L), times);
  }

  @Test
  void many_that_are_checked_again_are_spread_and_none_is_put_off() {
    schedule.accept(services(100, "60s"));
    run(30_000);
    schedule.again(services(100, "60s").stream().map(Service::id).toList());
    assertEquals(1, schedule.due().size());
    now += 5_000;
    assertEquals(50, schedule.due().size());
    now += 5_000;
    assertEquals(49, schedule.due().size());
  }

  @Test
  void a_check_that_is_under_way_is_never_overlapped_but_followed_by_another() {
    schedule.accept(services(1, "60s"));
    Service service = schedule.due().getFirst();
    schedule.again(List.of("s0"));
    now += 1_000;
    assertEquals(List.of(), schedule.due());
    schedule.done(service);
    assertEquals(List.of(service), schedule.due());
    schedule.done(service);
    now += 59_000;
    assertEquals(List.of(), schedule.due());
  }

  private Map<String, Long> phases(Map<String, List<Long>> times) {
    Map<String, Long> phases = new HashMap<>();
    times.forEach((id, t) -> phases.put(id, t.getFirst() % 60_000));
    return phases;
  }

  /** Ticks through a stretch of time, ending each check at once: when each service was due. */
  private Map<String, List<Long>> run(long stretch) {
    Map<String, List<Long>> times = new HashMap<>();
    for (long end = now + stretch; now < end; now += TICK) {
      for (Service service : schedule.due()) {
        times.computeIfAbsent(service.id(), id -> new ArrayList<>()).add(now);
        schedule.done(service);
      }
    }
    return times;
  }

  private static List<Service> services(int count, String interval) {
    StringBuilder yaml = new StringBuilder("defaults: { interval: " + interval + " }\nservices:\n");
    for (int i = 0; i < count; i++) {
      yaml.append("  - { id: s").append(i).append(", url: \"http://127.0.0.1/\" }\n");
    }
    return ServiceLists.parse(yaml.toString());
  }

  private static Service service(String id, String interval, boolean enabled) {
    return ServiceLists.service(
        "id: " + id, "url: http://127.0.0.1/", "interval: " + interval, "enabled: " + enabled);
  }

  @Test
  void a_check_that_slept_for_many_intervals_is_made_again_once() {
    Service service = Watched.service("a");
    AtomicLong millis = new AtomicLong();
    Schedule slept = new Schedule(10, 100, millis::get);
    slept.accept(List.of(service));
    assertEquals(List.of(service), slept.due());
    millis.addAndGet(Duration.ofHours(1).toMillis());
    assertEquals(List.of(), slept.due(), "its check is still to end");
    slept.again(List.of("a"));
    slept.done(service);
    assertEquals(List.of(service), slept.due());
    assertEquals(List.of(), slept.due());
  }
}
