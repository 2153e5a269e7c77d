package dev.uproute.api;

import dev.uproute.check.Result;
import dev.uproute.location.LocationResult;
import dev.uproute.service.Service;
import dev.uproute.service.Services;
import dev.uproute.wire.Wire;
import dev.uproute.wire.WireError;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;

/**
 * Reads what the agent of a location found. How old a result is follows from the times the agent
 * gives, of its check and of now: its clock may be wrong. Thread-safe.
 */
public final class AgentResults {
  /** Results of one request. */
  private static final int MOST = 500;

  /** Bytes of one request once they are unpacked: 500 results with their certificates. */
  private static final int LARGEST = 16 << 20;

  private final Services services;
  private final InstantSource clock;

  public AgentResults(Services services, InstantSource clock) {
    this.services = services;
    this.clock = clock;
  }

  /**
   * The votes of a request, the oldest first; those on services that are not listed any more are
   * left out.
   *
   * @param sent JSON, packed by gzip
   * @throws Problem 400 when it is not that
   */
  public List<LocationResult> votes(String location, byte[] sent) {
    String json = unpacked(sent);
    Map<String, Service> listed =
        services.current().stream().collect(Collectors.toMap(Service::id, Function.identity()));
    try {
      Wire.Dated dated = Wire.dated(json, listed::get);
      if (dated.results().size() > MOST) {
        throw new Problem(400, "at most 500 results in one request", List.of());
      }
      List<LocationResult> votes = new ArrayList<>();
      for (Wire.Stamped each : dated.results()) {
        votes.add(vote(location, each, dated.now()));
      }
      votes.sort((a, b) -> b.age().compareTo(a.age()));
      return votes;
    } catch (WireError e) {
      throw new Problem(400, e.getMessage(), List.of());
    }
  }

  private LocationResult vote(String location, Wire.Stamped sent, Instant now) {
    Result found = sent.result();
    Duration between = Duration.between(found.at(), now);
    Duration age = between.isNegative() ? Duration.ZERO : between;
    Result ours = found.at(clock.instant().minus(age));
    return new LocationResult(location, ours, age, sent.slot());
  }

  private static String unpacked(byte[] sent) {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(sent))) {
      byte[] bytes = in.readNBytes(LARGEST + 1);
      if (bytes.length > LARGEST) {
        throw new Problem(400, "more than 16 MiB when it is unpacked", List.of());
      }
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new Problem(400, "is no gzip: " + e.getMessage(), List.of());
    }
  }
}
