package dev.uproute.location;

import dev.uproute.check.Evidence;
import dev.uproute.check.LocationVote;
import dev.uproute.check.Result;
import dev.uproute.check.Status;
import dev.uproute.record.Streak;
import dev.uproute.service.CheckType;
import dev.uproute.service.MonotonicClock;
import dev.uproute.service.Service;
import dev.uproute.text.CommaList;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/**
 * The latest vote of each location on each service, and what they mean together. A vote is fresh
 * for two intervals and a timeout after its check began. State in memory; at a start that of the
 * database. Thread-safe.
 */
public final class Votes implements UnaryOperator<Result> {
  private final String here;
  private final List<String> names;
  private final MonotonicClock monotonic;
  private final InstantSource clock;
  // by id of the service
  private final Map<String, Ballot> ballots = new HashMap<>();
  private final AskedChecks asked = new AskedChecks();
  private final OwnResults unstored = new OwnResults();
  private final StoredVotes stored;
  private Set<String> listed = Set.of();

  /**
   * @param names of all locations, separated by commas; with none every service is checked from
   *     here alone
   * @param here the name of this one
   * @param reader of the votes of before; null when there are none
   */
  public Votes(
      String names, String here, MonotonicClock monotonic, InstantSource clock, DataSource reader) {
    this.names = CommaList.of(names);
    this.here = here;
    this.monotonic = monotonic;
    this.clock = clock;
    this.stored = reader == null ? null : new StoredVotes(reader, clock);
  }

  /**
   * What a location found.
   *
   * @param began when its check began, by the monotonic clock of this program
   */
  private record Vote(Result result, Instant began) {}

  /** Services that other locations are to check at once, each with when that was asked for. */
  public record Asked(long last, List<String> ids) {}

  private static final class Ballot {
    private final Map<String, Vote> votes = new LinkedHashMap<>();
    private Status verdict = Status.UNKNOWN;
  }

  /**
   * The locations that check a service, in the order of the setting; empty when it is only here.
   */
  public List<String> assigned(Service service) {
    if (names.isEmpty() || !CheckType.anywhere(service.type())) {
      return List.of();
    }
    List<String> wanted = service.locations().names();
    return wanted == null ? names : names.stream().filter(wanted::contains).toList();
  }

  /** Whether this program checks it itself. */
  public boolean here(Service service) {
    List<String> assigned = assigned(service);
    return assigned.isEmpty() || assigned.contains(here);
  }

  /** The name of this location. */
  String here() {
    return here;
  }

  /** What this location found of services that others check, too, until it is stored. */
  OwnResults unstored() {
    return unstored;
  }

  /** What a service is said to be when this program only collects what others find. */
  public Result elsewhere(Service service) {
    return new Result(service, clock.instant(), Status.UNKNOWN, "", Evidence.NONE);
  }

  /** As {@link #own}, for who need not know of locations. */
  @Override
  public Result apply(Result found) {
    return own(found);
  }

  /** The verdicts after a round of this location. */
  public List<Result> round(List<Result> found) {
    return found.stream().map(this).toList();
  }

  /** The verdict after a check of this location; the same result when there is no other one. */
  public synchronized Result own(Result found) {
    List<String> assigned = assigned(found.service());
    if (assigned.isEmpty()) {
      return found;
    }
    ask(found);
    Ballot ballot = ballot(found.service());
    if (assigned.contains(here)) {
      ballot.votes.put(here, new Vote(found, monotonic.instant()));
      unstored.add(found);
    }
    return verdict(ballot, found, assigned);
  }

  /**
   * Takes the vote of another location.
   *
   * @param age how long ago its check began
   * @return the verdict when it is another one than before; null when it is the same, the vote is
   *     too old to count, or the location is not asked for this service
   */
  public synchronized Result vote(String location, Result found, Duration age) {
    Service service = found.service();
    List<String> assigned = assigned(service);
    Instant began = monotonic.instant().minus(age);
    if (!assigned.contains(location)) {
      return null;
    }
    Ballot ballot = ballot(service);
    Vote before = ballot.votes.get(location);
    if (before != null && before.began.isAfter(began)) {
      return null;
    }
    ask(found);
    ballot.votes.put(location, new Vote(found, began));
    Status last = ballot.verdict;
    Result now = new Result(service, clock.instant(), Status.UNKNOWN, "", found.evidence());
    Result verdict = verdict(ballot, now, assigned);
    return verdict.status() == last || verdict.status() == Status.UNKNOWN ? null : verdict;
  }

  /** Whether a failing vote comes while the service is not down: then others look at once. */
  public synchronized boolean doubts(Result found) {
    Ballot ballot = ballots.get(found.service().id());
    Status known = ballot == null ? Status.UNKNOWN : ballot.verdict;
    return Streak.failing(found.status()) && !Streak.failing(known);
  }

  /** Waits until there may be more than this, or for so long. */
  public void await(long after, Duration most) throws InterruptedException {
    asked.await(after, most);
  }

  private void ask(Result found) {
    if (doubts(found)) {
      asked.add(found.service().id());
    }
  }

  /**
   * The services that all locations are to check at once, because one of them found them down.
   *
   * @param after what {@link Asked#last} said before; 0 at first
   */
  public Asked asked(long after) {
    return asked.after(after);
  }

  /**
   * A new list: what is known of services that are not in it is forgotten, and of those that are
   * new in it the stored votes count, as far as they are fresh.
   */
  public void accept(List<Service> services) {
    List<Service> fresh;
    synchronized (this) {
      fresh =
          services.stream()
              .filter(each -> !listed.contains(each.id()) && !assigned(each).isEmpty())
              .toList();
      listed = services.stream().map(Service::id).collect(Collectors.toSet());
      ballots.keySet().retainAll(listed);
      asked.retain(listed);
    }
    // not while whoever votes waits
    if (stored != null && !fresh.isEmpty()) {
      stored.read(fresh).forEach(this::remember);
    }
  }

  /** Counts a vote of before, unless there is a newer one, and makes nobody check. */
  private synchronized void remember(LocationResult vote) {
    Service service = vote.service();
    List<String> assigned = assigned(service);
    Instant began = monotonic.instant().minus(vote.age());
    if (assigned.contains(vote.location()) && listed.contains(service.id())) {
      Ballot ballot = ballot(service);
      Vote before = ballot.votes.get(vote.location());
      if (before == null || before.began.isBefore(began)) {
        ballot.votes.put(vote.location(), new Vote(vote.result(), began));
        verdict(ballot, vote.result(), assigned);
      }
    }
  }

  /** What each location found last of a service; none when only one checks. */
  public synchronized List<LocationVote> found(Service service) {
    List<String> assigned = assigned(service);
    return assigned.isEmpty() ? List.of() : QuorumRules.found(assigned, fresh(service));
  }

  /** The fresh votes on a service by location. */
  synchronized Map<String, Result> fresh(Service service) {
    Ballot ballot = ballots.get(service.id());
    return ballot == null ? Map.of() : fresh(ballot, service);
  }

  private Ballot ballot(Service service) {
    return ballots.computeIfAbsent(service.id(), _ -> new Ballot());
  }

  private Result verdict(Ballot ballot, Result last, List<String> assigned) {
    Service service = last.service();
    Result verdict =
        QuorumRules.verdict(last, assigned, service.locations().quorum(), fresh(ballot, service));
    // what is not decided keeps the verdict
    ballot.verdict = verdict.status() == Status.UNKNOWN ? ballot.verdict : verdict.status();
    return verdict;
  }

  private Map<String, Result> fresh(Ballot ballot, Service service) {
    Instant oldest = monotonic.instant().minus(StoredVotes.fresh(service.timing()));
    Map<String, Result> fresh = new LinkedHashMap<>();
    ballot.votes.forEach(
        (location, vote) -> {
          if (!vote.began.isBefore(oldest)) {
            fresh.put(location, vote.result);
          }
        });
    return fresh;
  }
}
