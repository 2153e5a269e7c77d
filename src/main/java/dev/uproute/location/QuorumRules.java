package dev.uproute.location;

import dev.uproute.check.LocationVote;
import dev.uproute.check.Result;
import dev.uproute.check.Status;
import dev.uproute.record.Streak;
import dev.uproute.service.Quorum;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the votes of several locations mean for a service. Pure: the same votes give the same
 * verdict.
 *
 * <ol>
 *   <li>Every assigned location has one vote; it is missing while it is not fresh, or while the
 *       location abstains because its own network fails (UNKNOWN).
 *   <li>As many failing votes as the quorum asks for are an outage, of the status that most of them
 *       found, the worst of several.
 *   <li>So many good votes that no quorum can fail any more are UP, or DEGRADED when as many find
 *       that as an outage would need; PARTIAL when some location finds it down all the same.
 *   <li>Else nothing is decided: UNKNOWN, which keeps the state.
 * </ol>
 */
public final class QuorumRules {
  private final List<String> assigned;
  private final Quorum quorum;
  private final List<String> down = new ArrayList<>();
  private final List<String> good = new ArrayList<>();
  private final Map<String, Result> votes;

  private QuorumRules(List<String> assigned, Quorum quorum, Map<String, Result> votes) {
    this.assigned = assigned;
    this.quorum = quorum;
    this.votes = votes;
    for (String location : assigned) {
      Result vote = votes.get(location);
      if (vote != null && vote.status() != Status.UNKNOWN) {
        (Streak.failing(vote.status()) ? down : good).add(location);
      }
    }
  }

  /**
   * The verdict on a service.
   *
   * @param last the vote that came last; the verdict is of its time
   * @param assigned the locations that check it, in the order in which they are named, from 1
   * @param votes the fresh vote of each location that has one
   */
  public static Result verdict(
      Result last, List<String> assigned, Quorum quorum, Map<String, Result> votes) {
    QuorumRules rules = new QuorumRules(assigned, quorum, votes);
    Result verdict = rules.verdict(last);
    return new Result(
        verdict.service(),
        verdict.at(),
        verdict.status(),
        verdict.reason(),
        verdict.evidence().of(found(assigned, votes)),
        verdict.maintenance());
  }

  /** What each of these locations found, in their order. */
  static List<LocationVote> found(List<String> assigned, Map<String, Result> votes) {
    return assigned.stream().map(each -> found(each, votes.get(each))).toList();
  }

  private static LocationVote found(String location, Result vote) {
    if (vote == null) {
      return new LocationVote(location, Status.UNKNOWN, null, "no report");
    }
    String why = vote.status() == Status.UP ? "" : vote.reason();
    return new LocationVote(location, vote.status(), vote.evidence().response(), why);
  }

  private Result verdict(Result last) {
    int needed = quorum.down(assigned.size());
    if (down.size() >= needed) {
      Status status = most(down);
      return as(last, status, witness(down, status), outage());
    }
    if (good.size() < quorum.up(assigned.size())) {
      return last.unknown(undecided());
    }
    if (!down.isEmpty()) {
      Result why = votes.get(down.getFirst());
      return as(last, Status.PARTIAL, witness(good, most(good)), from() + ": " + why.reason());
    }
    long degraded = count(good, Status.DEGRADED);
    Status status = degraded >= needed ? Status.DEGRADED : Status.UP;
    Result witness = witness(good, status);
    return as(last, status, witness, witness.status() == status ? witness.reason() : "");
  }

  private String from() {
    return "down from " + String.join(", ", down) + " only";
  }

  private String outage() {
    String reason = witness(down, most(down)).reason();
    if (assigned.size() == down.size()) {
      return assigned.size() == 1 ? reason : reason + " (from all " + down.size() + " locations)";
    }
    return reason + " (from " + String.join(", ", down) + others() + ")";
  }

  private String others() {
    return good.isEmpty() ? "" : "; not from " + String.join(", ", good);
  }

  private String undecided() {
    int known = down.size() + good.size();
    return known < assigned.size()
        ? "%d of %d locations report".formatted(known, assigned.size())
        : "%d of %d locations find it down, which decides nothing"
            .formatted(down.size(), assigned.size());
  }

  /** The status that most of them found, the worst of several. */
  private Status most(List<String> locations) {
    Map<Status, Integer> counts = new HashMap<>();
    locations.forEach(each -> counts.merge(votes.get(each).status(), 1, Integer::sum));
    Comparator<Map.Entry<Status, Integer>> often = Map.Entry.comparingByValue();
    return counts.entrySet().stream()
        .max(often.thenComparing(Map.Entry.comparingByKey()))
        .orElseThrow()
        .getKey();
  }

  private long count(List<String> locations, Status status) {
    return locations.stream().filter(each -> votes.get(each).status() == status).count();
  }

  /** The vote whose evidence stands for the verdict: the first of that status, or the first. */
  private Result witness(List<String> locations, Status status) {
    return locations.stream()
        .map(votes::get)
        .filter(vote -> vote.status() == status)
        .findFirst()
        .orElseGet(() -> votes.get(locations.getFirst()));
  }

  private static Result as(Result last, Status status, Result witness, String reason) {
    return new Result(
        last.service(), last.at(), status, reason, witness.evidence(), last.maintenance());
  }
}
