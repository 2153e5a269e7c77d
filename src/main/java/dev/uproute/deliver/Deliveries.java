package dev.uproute.deliver;

import dev.uproute.check.Result;
import dev.uproute.record.Batch;
import dev.uproute.record.Flip;
import dev.uproute.service.Service;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Variable;

/** Which channels are to be notified of a flip: the rows of insert-delivery.sql. Thread-safe. */
public final class Deliveries {
  /** A channel whose claim ended longer ago is served by no instance. */
  private static final Duration UNSEEN = Duration.ofMinutes(1);

  private final Channels channels;
  private final InstantSource clock;
  private final MemoryOutbox memory;

  /**
   * @param memory has deliveries of its own, of what could not be written at once
   */
  public Deliveries(Channels channels, InstantSource clock, MemoryOutbox memory) {
    this.channels = channels;
    this.clock = clock;
    this.memory = memory;
  }

  /** The rows for all flips of a batch, but for those that are in memory. */
  public List<List<Object>> rows(@Variable("batch") Batch batch) {
    Map<String, Service> services = new HashMap<>();
    Set<Object> maintenance = new HashSet<>();
    for (Result result : batch.results()) {
      services.put(result.service().id(), result.service());
      if (result.maintenance()) {
        maintenance.add(List.of(result.service().id(), result.at()));
      }
    }
    batch.closings().stream()
        .filter(each -> each.service() != null)
        .forEach(each -> services.put(each.id(), each.service()));
    List<List<Object>> rows = new ArrayList<>();
    for (Flip flip : batch.flips()) {
      if (memory.knows(flip)) {
        continue;
      }
      Service service = flip.service() == null ? null : services.get(flip.service());
      for (Channel channel : channels.all()) {
        if (channel.wants(flip, service)) {
          boolean held = service != null && maintenance.contains(List.of(service.id(), flip.at()));
          rows.add(held ? row(channel, flip, "held", "maintenance") : row(channel, flip));
        }
      }
    }
    return rows;
  }

  /** The rows of upsert-due.sql: every channel. */
  public List<List<Object>> dueRows() {
    return channels.all().stream()
        .map(channel -> List.<Object>of(channel.name(), channel.hash()))
        .toList();
  }

  /** The rows for flips that no result caused, each with its service. */
  public List<List<Object>> of(Map<Flip, Service> flips) {
    List<List<Object>> rows = new ArrayList<>();
    flips.forEach(
        (flip, service) ->
            channels.all().stream()
                .filter(channel -> channel.wants(flip, service))
                .forEach(channel -> rows.add(row(channel, flip))));
    return rows;
  }

  /** The rows for flips that concern no service, for every channel that wants them. */
  public List<List<Object>> ours(List<Flip> flips) {
    return flips.stream().flatMap(flip -> others(null, flip).stream()).toList();
  }

  /** The rows for a flip of our own, for every channel but one. */
  List<List<Object>> others(String except, Flip flip) {
    return channels.all().stream()
        .filter(channel -> !channel.name().equals(except) && channel.wants(flip, null))
        .map(channel -> row(channel, flip))
        .toList();
  }

  /** The parameters of update-gone.sql. */
  public Map<String, Object> gone() {
    return Map.of(
        "channels", channels.names(), "before", clock.instant().minus(UNSEEN).toEpochMilli());
  }

  private List<Object> row(Channel channel, Flip flip) {
    return row(channel, flip, "waiting", null);
  }

  /** What nobody is to be notified of is suppressed from the beginning. */
  private List<Object> row(Channel channel, Flip flip, String state, String reason) {
    return Arrays.asList(
        channel.name(),
        flip.suppressed() == null ? state : "suppressed",
        clock.millis(),
        flip.suppressed() == null ? reason : flip.suppressed(),
        flip.at().toEpochMilli(),
        flip.event().word(),
        flip.service(),
        flip.service());
  }
}
