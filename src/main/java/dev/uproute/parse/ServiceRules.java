package dev.uproute.parse;

import dev.uproute.service.Locations;
import dev.uproute.service.Objective;
import dev.uproute.service.Policy;
import dev.uproute.service.Quorum;
import dev.uproute.service.Source;
import dev.uproute.service.Timing;
import dev.uproute.text.Durations;
import dev.uproute.text.Shown;
import dev.uproute.text.Suggestion;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * The rules of a service that concern more than one key. What somebody wrote has to fit together;
 * what a profile says or is built in gives way. Only what was read without an error is compared, so
 * that none is reported twice.
 */
final class ServiceRules {
  private final Location service;
  private final LayeredKeys all;
  private final List<ConfigError> errors;

  /**
   * @param service where it is written
   * @param all that holds for it
   */
  ServiceRules(Location service, LayeredKeys all, List<ConfigError> errors) {
    this.service = service;
    this.all = all;
    this.errors = errors;
  }

  Timing timing(Source source, boolean heartbeat) {
    Duration interval = all.get(Keys.INTERVAL);
    if (interval.compareTo(source.shortest()) < 0) {
      String least = Durations.text(source.shortest());
      invalid(Keys.INTERVAL, "the shortest for source " + source.name() + " is " + least);
    }
    Duration timeout = within(Keys.TIMEOUT, interval);
    return new Timing(
        heartbeat ? ServiceParts.rhythm(all).judged() : interval,
        timeout,
        inside(Keys.CONNECT_TIMEOUT, timeout),
        inside(Keys.READ_TIMEOUT, timeout),
        all.get(Keys.RETRIES),
        within(Keys.RETRY_DELAY, interval));
  }

  /** A value somebody wrote must fit into the interval; one of a profile or built in is cut. */
  private Duration within(Key<Duration> key, Duration interval) {
    Duration value = all.get(key);
    if (value.compareTo(interval) <= 0) {
      return value;
    }
    if (all.chosen(key) && !all.invalid(key) && !all.invalid(Keys.INTERVAL)) {
      invalid(
          key, shown(key) + " is longer than the interval " + Durations.text(interval) + whose());
    }
    return interval;
  }

  /** A limit inside the timeout that is longer would never be reached. */
  private Duration inside(Key<Duration> key, Duration timeout) {
    Duration value = all.get(key);
    boolean longer = value != null && value.compareTo(timeout) > 0;
    if (longer && all.own(key) && sound()) {
      invalid(key, shown(key) + " is longer than the whole timeout, " + Durations.text(timeout));
    }
    return longer ? null : value;
  }

  /** What an answer is judged by. */
  void answer() {
    Duration slow = all.get(Keys.SLOWER_THAN);
    Duration interval = all.get(Keys.INTERVAL);
    Duration timeout = all.get(Keys.TIMEOUT);
    timeout = timeout.compareTo(interval) > 0 ? interval : timeout;
    if (slow != null && slow.compareTo(timeout) >= 0 && all.chosen(Keys.SLOWER_THAN) && sound()) {
      String limit = " is not below the timeout " + Durations.text(timeout) + whose();
      invalid(
          Keys.SLOWER_THAN, shown(Keys.SLOWER_THAN) + limit + ", which ends such a check before");
    }
    if (all.get(Keys.METHOD).equals("HEAD")) {
      for (Key<?> key :
          List.of(Keys.BODY_CONTAINS, Keys.BODY_MATCHES, Keys.JSON, Keys.BOT_PROTECTION)) {
        if (all.own(key)) {
          invalid(key, "an answer to method HEAD has no body");
        }
      }
    }
  }

  /** An escalation nobody wrote comes at the earliest with what it escalates. */
  Policy policy() {
    int down = all.get(Keys.DOWN_AFTER);
    int escalate = all.get(Keys.ESCALATE_AFTER);
    boolean early = escalate > 0 && escalate < down;
    boolean right = !all.invalid(Keys.ESCALATE_AFTER) && !all.invalid(Keys.DOWN_AFTER);
    if (early && right && all.chosen(Keys.ESCALATE_AFTER)) {
      String what = escalate + " is below down_after " + down + whose();
      invalid(Keys.ESCALATE_AFTER, what + ", so it would escalate what is not down yet");
    }
    return new Policy(
        down,
        all.get(Keys.UP_AFTER),
        early ? down : escalate,
        all.get(Keys.REMIND_EVERY),
        all.get(Keys.TLS_WARN_DAYS));
  }

  /**
   * The alert channels it names, null for all.
   *
   * @param known those there are; null when that is not known
   */
  List<String> channels(Set<String> known) {
    List<String> channels = all.get(Keys.CHANNELS);
    if (channels != null && known != null) {
      named(Keys.CHANNELS, channels, known, "uproute.alert.channels");
    }
    return channels;
  }

  /** Names of a key that are not in a setting. */
  private void named(Key<?> key, List<String> names, Set<String> known, String setting) {
    for (String name : names) {
      if (!known.contains(name)) {
        String those = known.isEmpty() ? "none" : String.join(", ", known);
        String sentence = " is not in " + setting + ", which names " + those;
        String hint = Suggestion.of(name, known);
        Location location = all.where(key).item(name).location();
        errors.add(new ConfigError(location, key.name(), Shown.quoted(name) + sentence + hint));
      }
    }
  }

  /**
   * Where it is checked from.
   *
   * @param known the locations there are; null when that is not known
   */
  Locations locations(Set<String> known) {
    List<String> names = all.get(Keys.LOCATIONS);
    Quorum quorum = all.get(Keys.QUORUM);
    if (names != null && names.isEmpty()) {
      invalid(Keys.LOCATIONS, "names none, so nobody would check it; leave it out for all");
    }
    if (names != null && known != null) {
      named(Keys.LOCATIONS, names, known, "uproute.locations");
    }
    int there = names != null ? names.size() : known == null ? 0 : known.size();
    if (quorum != null && there > 0 && all.own(Keys.QUORUM)) {
      agree(quorum, there);
    }
    return new Locations(names, quorum);
  }

  private void agree(Quorum quorum, int there) {
    String checked = " but it is checked from " + there + (there == 1 ? " location" : " locations");
    if (quorum.of() > 0 && quorum.of() != there) {
      invalid(Keys.QUORUM, Shown.quoted(quorum.rule()) + " is of " + quorum.of() + "," + checked);
    } else if (quorum.number() > there) {
      invalid(Keys.QUORUM, Shown.quoted(quorum.rule()) + " must agree," + checked);
    }
  }

  /** What it is meant to reach; null when nothing says so. */
  Objective objective() {
    Double uptime = all.get(Keys.OBJECTIVE_UPTIME);
    Objective.Response response = all.get(Keys.OBJECTIVE_RESPONSE);
    boolean none = uptime == null && response == null;
    if (none
        && all.own(Keys.OBJECTIVE_WINDOW)
        && !all.invalid(Keys.OBJECTIVE_UPTIME)
        && !all.invalid(Keys.OBJECTIVE_RESPONSE)) {
      invalid(
          Keys.OBJECTIVE_WINDOW,
          "says nothing alone; write objective.uptime or objective.response beside it");
    }
    Duration limit = response == null ? null : response.below();
    Duration timeout = all.get(Keys.TIMEOUT);
    if (limit != null && limit.compareTo(timeout) >= 0 && all.own(Keys.OBJECTIVE_RESPONSE)) {
      invalid(
          Keys.OBJECTIVE_RESPONSE,
          "%s is not below the timeout %s, so every answer would be fast enough"
              .formatted(Durations.text(limit), Durations.text(timeout)));
    }
    return none ? null : new Objective(uptime, all.get(Keys.OBJECTIVE_WINDOW), response);
  }

  private boolean sound() {
    return !all.invalid(Keys.TIMEOUT) && !all.invalid(Keys.INTERVAL);
  }

  private String whose() {
    return service.line() == 0 ? "" : " of the service in line " + service.line();
  }

  /** As written; the unit is named for an author who means milliseconds. */
  private String shown(Key<?> key) {
    Node node = all.where(key);
    boolean bare = node instanceof Node.Text text && text.written().matches("\\d+");
    return node + (bare ? " seconds (milliseconds need their unit, ms)" : "");
  }

  private void invalid(Key<?> key, String message) {
    Node node = all.where(key);
    errors.add(new ConfigError(node == null ? service : node.location(), key.name(), message));
  }
}
