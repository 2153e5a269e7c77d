package dev.uproute.service;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Services for tests that are not about the parser. */
public final class Sample {
  private Sample() {}

  /** A healthy HTTP service with SPEC's defaults. */
  public static Service service(String id, String url, Duration interval) {
    Duration timeout =
        interval.compareTo(Duration.ofSeconds(10)) < 0 ? interval : Duration.ofSeconds(10);
    return new Service(
        id,
        id,
        "default",
        Role.CORE,
        Zone.LOCAL,
        "http",
        new Target(url, "127.0.0.1", java.net.URI.create(url).getPort()),
        true,
        "file",
        new Timing(interval, timeout, null, null, 0, Duration.ofSeconds(1)),
        new Request("GET", Map.of(), null, null, true, true, null, "none"),
        new Expect(
            new Statuses(List.of(new Statuses.Range(200, 399))),
            null,
            null,
            List.of(),
            Map.of(),
            Statuses.NONE,
            null,
            true,
            List.of()),
        new Policy(1, 1, 3, null, List.of(30, 14, 7)),
        List.of(),
        null,
        Map.of(),
        true);
  }

  public static Service paused(Service s) {
    return new Service(
        s.id(),
        s.name(),
        s.site(),
        s.role(),
        s.zone(),
        s.type(),
        s.target(),
        false,
        s.source(),
        s.timing(),
        s.request(),
        s.expect(),
        s.policy(),
        s.dependsOn(),
        s.channels(),
        s.tags(),
        s.visible());
  }
}
