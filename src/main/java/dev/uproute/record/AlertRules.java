package dev.uproute.record;

import static dev.uproute.record.Streak.failing;

import dev.uproute.check.Result;
import dev.uproute.check.Status;
import dev.uproute.service.CheckType;
import dev.uproute.service.Escalation;
import dev.uproute.service.Policy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Decides when a result changes the state of its service, and of which changes people are notified.
 * Pure: the same streak and result give the same answer.
 *
 * <ol>
 *   <li>UNKNOWN changes nothing: it neither extends nor breaks a run.
 *   <li>{@code down_after} failures in a row are {@code down}; {@code escalate_after} of them are
 *       {@code escalated}, once in an outage, notified or not before.
 *   <li>An outage that was notified ends with {@code up_after} results in a row that do not fail.
 *       What was not notified ends silently, and the first UP ever makes no event.
 *   <li>While an outage that was notified lasts, {@code reminder} comes each time {@code
 *       remind_every} has passed since it was last notified. Once it is acknowledged neither {@code
 *       reminder} nor {@code escalated} is notified.
 *   <li>Where an escalation list is for the service, its steps ({@link EscalationRules}) take the
 *       place of {@code escalate_after} and {@code remind_every}. It waits during a silence, and
 *       begins anew when the service still fails after it.
 *   <li>{@code degraded} needs as many DEGRADED in a row as {@code down} needs failures; UP after
 *       it is {@code up}. Of a machine it is {@code host}. {@code partial} is PARTIAL, likewise.
 *   <li>Four changes of the state are each notified. A fifth within ten results and one hour is
 *       notified as {@code flapping} instead, and then nothing until ten results or one hour went
 *       by without a change; then the state is notified, whatever it is.
 *   <li>After a silence the first new check says how the service is: what still fails or is
 *       degraded is notified, whatever was found before.
 *   <li>A certificate is notified once for each threshold it falls to, unless the state says it: it
 *       expired and the service is down. One first seen far below is notified once, for the
 *       threshold it is in.
 * </ol>
 */
public final class AlertRules {
  private static final String FLAPS =
      "Its state changed 5 times within 10 checks and one hour; the next notification comes when"
          + " it is calm, after 10 checks or one hour without a change";

  private final Result result;
  private final Due due;
  private final Policy policy;
  private final EscalationRules list;
  private final List<Flip> flips = new ArrayList<>(0);
  private Streak streak;

  private AlertRules(Streak streak, Result result, Due due, Escalation list) {
    this.streak = streak;
    this.due = due;
    this.list = list == null ? null : new EscalationRules(list);
    this.result = result;
    this.policy = result.service().policy();
  }

  /** What a result leads to: the streak that stands now, and what is to be notified, in order. */
  public record Outcome(Streak streak, List<Flip> flips) {}

  /** Whether so much time has passed at a result since an outage was last notified. */
  interface Due {
    boolean test(Instant last, Duration every, Result result);
  }

  /** Watches the next result of a service, under the policy of that service. */
  public static Outcome observe(Streak before, Result result) {
    return observe(before, result, Circumstances.USUAL);
  }

  /** As {@link #observe(Streak, Result)}. */
  static Outcome observe(Streak before, Result result, Circumstances around) {
    if (result.status() == Status.UNKNOWN) {
      return new Outcome(before, List.of());
    }
    AlertRules watch = new AlertRules(before.counting(result), result, around.due(), around.list());
    if (failing(result.status())) {
      watch.failed(around.waits(result));
    } else {
      watch.answered();
    }
    watch.calm();
    if (around.anew()) {
      watch.afterSilence();
    }
    watch.certificate();
    return new Outcome(watch.streak, watch.flips);
  }

  private void failed(boolean waits) {
    boolean outage = failing(streak.state());
    if (!outage && reached(streak.run().count(), policy.downAfter())) {
      turn(Event.DOWN);
    }
    if (list == null) {
      escalate();
    }
    if (outage) {
      streak = streak.withStatus(result.status());
    }
    if (list == null) {
      remind();
    } else if (outage && !waits) {
      step();
    }
  }

  private void escalate() {
    if (!streak.outage().escalated() && reached(streak.run().count(), policy.escalateAfter())) {
      if (failing(streak.state())) {
        flip(Event.ESCALATED, streak.state(), streak.since(), result.reason());
      } else {
        turn(Event.ESCALATED);
      }
      streak = streak.escalating();
    }
  }

  private void step() {
    EscalationRules.Step step = list.due(streak.outage(), result, due);
    if (step != null) {
      Status state = streak.state();
      add(step.event(), state, state, streak.since(), result.reason(), step.channels());
      streak = streak.steps(step.taken());
    }
  }

  private void remind() {
    Instant notified = streak.outage().notified();
    boolean known = streak.outage().acknowledged() != null;
    if (policy.remindEvery() == null || notified == null || known) {
      return;
    }
    if (due.test(notified, policy.remindEvery(), result)) {
      flip(Event.REMINDER, streak.state(), streak.since(), result.reason());
    }
  }

  private void answered() {
    Status found = result.status();
    if (failing(streak.state())) {
      if (streak.run().good() >= policy.upAfter()) {
        turn(event(found));
      }
    } else if (found.weak() && streak.state() != found) {
      if (streak.run().count() >= Math.max(1, policy.downAfter())) {
        turn(event(found));
      }
    } else if (!found.weak() && streak.state().weak()) {
      if (streak.run().count() >= policy.upAfter()) {
        turn(Event.UP);
      }
    } else if (streak.state() == Status.UNKNOWN) {
      streak = streak.entering(Status.UP);
    }
  }

  /** The event of entering a state; this machine above its limits is one of its own. */
  private Event event(Status state) {
    return switch (state) {
      case UP -> Event.UP;
      case DEGRADED -> CheckType.HOST.of(result.service()) ? Event.HOST : Event.DEGRADED;
      case PARTIAL -> Event.PARTIAL;
      default -> Event.DOWN;
    };
  }

  private void calm() {
    if (!streak.unrest().flapping() || !streak.unrest().calm(result.at())) {
      return;
    }
    streak = streak.flapping(false);
    if (streak.state() == Status.UP) {
      restate(Event.UP, result.reason());
    } else {
      String why = result.reason().isEmpty() ? "" : ": " + result.reason();
      restate(event(streak.state()), "Calm again" + why);
    }
  }

  private void afterSilence() {
    boolean changed =
        flips.stream().anyMatch(f -> f.event().turns() && f.event() != Event.ESCALATED);
    if (!changed && streak.state() != Status.UP && confirms(result.status(), streak.state())) {
      flips.removeIf(flip -> flip.event() == Event.ESCALATED);
      restate(event(streak.state()), result.reason());
    }
  }

  /** Whether what was found is what the state says. */
  static boolean confirms(Status found, Status state) {
    return found == state || failing(found) && failing(state);
  }

  /** Says how the service is, after a time in which changes were not notified. */
  private void restate(Event event, String reason) {
    Status state = streak.state();
    add(event, state, state, streak.since(), reason);
    if (list == null && failing(state) && streak.outage().escalated()) {
      add(Event.ESCALATED, state, state, streak.since(), reason);
    }
  }

  private static boolean reached(int run, int after) {
    return after > 0 && run >= after;
  }

  private void turn(Event event) {
    Status from = streak.state();
    // locations answer one after the other: by way of PARTIAL it is one change in two steps
    boolean second = from == Status.PARTIAL;
    streak = second ? streak : streak.changing(result.at());
    boolean begins = !second && !streak.unrest().flapping() && streak.unrest().tooMany(result.at());
    if (begins) {
      streak = streak.flapping(true);
    }
    flip(event, from, streak.since(), result.reason());
    streak = streak.entering(result.status());
    if (begins) {
      flip(Event.FLAPPING, streak.state(), null, FLAPS);
    }
  }

  private void flip(Event event, Status from, Instant since, String reason) {
    add(event, from, result.status(), since, reason);
  }

  /** While it is flapping, or somebody knows, a change is history that nobody is notified of. */
  private void add(Event event, Status from, Status to, Instant since, String reason) {
    add(event, from, to, since, reason, list == null ? null : list.channels(event, result.at()));
  }

  private void add(
      Event event, Status from, Status to, Instant since, String reason, Set<String> channels) {
    Flip flip =
        new Flip(result.service().id(), result.at(), event, from, to, since, reason).to(channels);
    boolean change = event.turns() || event == Event.REMINDER;
    String silent = change && streak.unrest().flapping() ? "flapping" : acknowledged(event);
    flips.add(silent == null ? flip : flip.suppressed(silent));
    if (change && silent == null && failing(to)) {
      streak = streak.notifiedAt(result.at());
    }
    if (list != null && event == Event.DOWN && silent == null) {
      streak = streak.steps(list.begun());
    }
  }

  private String acknowledged(Event event) {
    boolean known = event == Event.ESCALATED && streak.outage().acknowledged() != null;
    return known ? "acknowledged" : null;
  }

  private void certificate() {
    CertificateRules.Outcome outcome = CertificateRules.observe(streak.warned(), result);
    if (outcome.reason() != null) {
      flip(Event.TLS, streak.state(), null, outcome.reason());
    }
    streak = streak.certified(outcome.warned());
  }
}
