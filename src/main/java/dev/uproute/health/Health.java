package dev.uproute.health;

import dev.uproute.record.Backlog;
import dev.uproute.schedule.Schedule;
import dev.uproute.service.Services;
import dev.uproute.text.CommaList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Whether this program does what it is there for, from memory alone, so that the answer comes at
 * once whatever is wrong. Thread-safe.
 *
 * <ol>
 *   <li>{@link Word#DOWN}: checks stand still, which a restart may end. Nothing else is down: who
 *       restarts a program whose database is away, or which stands by, wins nothing.
 *   <li>{@link Word#DEGRADED}: something has to be put right by people, and checks go on: the
 *       history cannot be written, a list of services is not taken, or what {@link #watch} was told
 *       of.
 *   <li>It is ready when it works: not while it starts, stands by or stands still.
 * </ol>
 */
public final class Health {
  private final Schedule schedule;
  private final Backlog backlog;
  private final Services services;
  private final List<String> sources;
  private final Map<String, Supplier<String>> watched = new ConcurrentSkipListMap<>();
  private volatile Phase phase = Phase.STARTING;

  /** How it is, in one word. */
  public enum Word {
    UP,
    DEGRADED,
    DOWN
  }

  /** Where it is in its life. */
  public enum Phase {
    STARTING,
    STANDBY,
    WORKING;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Something that is wrong.
   *
   * @param name of what it is about, such as {@code store}
   */
  public record Problem(String name, String sentence) {}

  /**
   * @param sources of services, separated by commas
   */
  public Health(Schedule schedule, Backlog backlog, Services services, String sources) {
    this.schedule = schedule;
    this.backlog = backlog;
    this.services = services;
    this.sources = CommaList.of(sources);
  }

  /**
   * Something else that may be wrong although checks go on.
   *
   * @param problem gives one sentence without secrets, or null when all is well
   */
  public void watch(String name, Supplier<String> problem) {
    watched.put(name, problem);
  }

  /** Another instance works on the database. */
  public void standsBy() {
    phase = Phase.STANDBY;
  }

  /** The first checks begin. */
  public void works() {
    phase = Phase.WORKING;
  }

  public Phase phase() {
    return phase;
  }

  /** How it is. */
  public Word word() {
    if (standsStill()) {
      return Word.DOWN;
    }
    return problems().isEmpty() ? Word.UP : Word.DEGRADED;
  }

  /** Whether it works and checks go on. */
  public boolean checksGoOn() {
    return phase == Phase.WORKING && !standsStill();
  }

  private boolean standsStill() {
    return phase == Phase.WORKING && schedule.progress().standsStill();
  }

  /** Why it does not do its work; null when it does. */
  public String notReady() {
    if (phase == Phase.STANDBY) {
      return "another instance works on the database; this one stands by";
    } else if (phase == Phase.STARTING) {
      return "it starts";
    } else if (!services.received(sources)) {
      return "the list of services is not there yet";
    }
    return standsStill() ? "checks stand still" : null;
  }

  /** What people have to put right. */
  public List<Problem> problems() {
    Stream<Problem> store =
        backlog.failing()
            ? Stream.of(new Problem("store", "the history cannot be written"))
            : Stream.of();
    Stream<Problem> lists =
        services.state().stream()
            .filter(each -> each.error() != null)
            .map(each -> new Problem("services-" + each.source(), "its last list was not taken"));
    Stream<Problem> others =
        watched.entrySet().stream()
            .filter(each -> each.getValue().get() != null)
            .map(each -> new Problem(each.getKey(), each.getValue().get()));
    return Stream.of(store, lists, others).flatMap(each -> each).toList();
  }
}
