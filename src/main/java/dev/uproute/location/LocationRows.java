package dev.uproute.location;

import dev.uproute.check.Evidence;
import dev.uproute.check.Maintenance;
import dev.uproute.check.Result;
import dev.uproute.check.Status;
import dev.uproute.record.Backlog;
import dev.uproute.record.Rows;
import dev.uproute.service.Service;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.dao.TransientDataAccessResourceException;

/** What locations found as the parameters of the SQL files that store it. Thread-safe. */
public final class LocationRows {
  private final Votes votes;
  private final Maintenance maintenance;
  private final Backlog backlog;

  public LocationRows(Votes votes, Maintenance maintenance, Backlog backlog) {
    this.votes = votes;
    this.maintenance = maintenance;
    this.backlog = backlog;
  }

  /** What this location found and is not stored yet: the next to store, the oldest first. */
  public List<LocationResult> waiting() {
    return votes.unstored().next().stream()
        .map(each -> new LocationResult(votes.here(), each, Duration.ZERO, each.at()))
        .toList();
  }

  /** These are stored. */
  public void stored(List<LocationResult> stored) {
    votes.unstored().stored(stored.stream().map(LocationResult::result).toList());
  }

  /**
   * Those of locations that check the service.
   *
   * @throws TransientDataAccessResourceException while the database cannot be written: who sent
   *     them need not wait for its lock, and goes on keeping them
   */
  public List<LocationResult> storable(List<LocationResult> found) {
    if (backlog.failing()) {
      throw new TransientDataAccessResourceException("the history cannot be written now");
    }
    return found.stream()
        .filter(each -> votes.assigned(each.service()).contains(each.location()))
        .toList();
  }

  /** For adopt-service.sql. */
  public List<List<Object>> adopted(List<LocationResult> found) {
    return each(found)
        .map(service -> List.<Object>of(service.id(), service.name(), service.id()))
        .toList();
  }

  /** For insert-missing-service.sql. */
  public List<List<Object>> services(List<LocationResult> found) {
    return each(found).map(Rows::service).toList();
  }

  /** For insert-location-result.sql. */
  public List<List<Object>> rows(List<LocationResult> found) {
    return found.stream().map(this::row).toList();
  }

  private static Stream<Service> each(List<LocationResult> found) {
    return found.stream().map(LocationResult::service).distinct();
  }

  private List<Object> row(LocationResult each) {
    Result result = maintenance.markThen(each.result());
    Evidence evidence = result.evidence();
    Boolean online = result.online();
    return Arrays.asList(
        result.service().id(),
        each.location(),
        each.slot().toEpochMilli(),
        result.at().toEpochMilli(),
        result.status().ordinal(),
        online == null ? null : online ? 1 : 0,
        evidence.response(),
        evidence.httpStatus(),
        evidence.attempts(),
        result.status() == Status.UP ? null : result.reason(),
        result.maintenance() ? 1 : 0);
  }
}
