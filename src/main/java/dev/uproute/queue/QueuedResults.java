package dev.uproute.queue;

import dev.uproute.check.Maintenance;
import dev.uproute.check.Result;
import dev.uproute.location.Votes;
import dev.uproute.record.LatestResults;
import dev.uproute.schedule.Schedule;
import dev.uproute.service.Service;
import dev.uproute.service.Services;
import dev.uproute.wire.Wire;
import dev.uproute.wire.WireError;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes what workers found, each check once. A check is known by its service and by when it was
 * handed to the queue, which is the time of its result. A broker may deliver a message again, and a
 * worker whose connection broke may have made a check that another one makes anew; so a result is
 * left out when the same check, or a later one of the service, has one already. The first time this
 * asks the database for the latest result of each service, which an instance before may have
 * written. For one thread.
 */
public final class QueuedResults {
  private static final Logger LOG = LoggerFactory.getLogger(QueuedResults.class);

  /** A result older than the last by more is no late one: the wall clock was set back. */
  private static final Duration LATE = Duration.ofHours(1);

  private final Services services;
  private final Votes votes;
  private final Maintenance maintenance;
  private final Schedule schedule;
  private final LatestResults latest;
  // by id; null until it is read
  private Map<String, Instant> last;
  private List<Service> list;
  private Map<String, Service> listed;
  private long repeated;

  public QueuedResults(
      Services services,
      Votes votes,
      Maintenance maintenance,
      Schedule schedule,
      LatestResults latest) {
    this.services = services;
    this.votes = votes;
    this.maintenance = maintenance;
    this.schedule = schedule;
    this.latest = latest;
  }

  /**
   * The verdicts of those messages that bring something new; of services that are not listed any
   * more there are none.
   *
   * @throws org.springframework.dao.DataAccessException when the latest results cannot be read
   */
  public List<Result> take(Gathering gathering) {
    if (last == null) {
      last = latest.all();
    }
    if (services.newer(list)) {
      list = services.current();
      listed = list.stream().collect(Collectors.toMap(Service::id, Function.identity()));
    }
    List<Result> taken = new ArrayList<>();
    for (String text : gathering.texts()) {
      for (Result result : read(text)) {
        if (isNew(result)) {
          schedule.ended(result);
          taken.add(votes.own(maintenance.mark(result)));
        }
      }
    }
    return taken;
  }

  private List<Result> read(String text) {
    try {
      return Wire.results(text, listed::get);
    } catch (WireError e) {
      LOG.warn("A message in uproute.queue.result is no result and is dropped: {}", e.getMessage());
      return List.of();
    }
  }

  private boolean isNew(Result result) {
    Instant before = last.get(result.service().id());
    boolean old =
        before != null && !result.at().isAfter(before) && result.at().plus(LATE).isAfter(before);
    if (old) {
      repeated++;
      LOG.debug("{}: what was found at {} is left out", result.service(), result.at());
      return false;
    }
    last.put(result.service().id(), result.at());
    return true;
  }

  /** Results left out since the start, because their check, or a later one, had one. */
  public long repeated() {
    return repeated;
  }
}
