package dev.uproute;

import dev.uproute.check.Evidence;
import dev.uproute.check.Result;
import dev.uproute.check.Status;
import dev.uproute.check.Timings;
import dev.uproute.service.Expect;
import dev.uproute.service.Policy;
import dev.uproute.service.Request;
import dev.uproute.service.Role;
import dev.uproute.service.Service;
import dev.uproute.service.Statuses;
import dev.uproute.service.Target;
import dev.uproute.service.Timing;
import dev.uproute.service.Zone;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Services whose history tests write, and results of them. */
public final class Watched {
  public static final Policy USUAL = new Policy(1, 1, 3, null, List.of(30, 14, 7));

  private Watched() {}

  public static Service service(String id) {
    return service(id, id, USUAL, true);
  }

  public static Service service(String id, List<String> dependsOn) {
    Service s = service(id);
    return new Service(
        s.id(),
        s.name(),
        s.site(),
        s.role(),
        s.zone(),
        s.type(),
        s.target(),
        s.enabled(),
        s.source(),
        s.timing(),
        s.request(),
        s.expect(),
        s.policy(),
        dependsOn,
        s.channels(),
        s.tags(),
        s.visible());
  }

  public static Service service(String id, String name, Policy policy, boolean degradedIsOnline) {
    return new Service(
        id,
        name,
        "default",
        Role.CORE,
        Zone.LOCAL,
        "http",
        new Target("http://127.0.0.1/", "127.0.0.1", 80),
        true,
        "file",
        new Timing(
            Duration.ofSeconds(60), Duration.ofSeconds(10), null, null, 0, Duration.ofSeconds(1)),
        new Request("GET", Map.of(), null, null, true, true, false, null, "none"),
        new Expect(
            Statuses.NONE,
            null,
            null,
            List.of(),
            Map.of(),
            Statuses.NONE,
            null,
            degradedIsOnline,
            List.of()),
        policy,
        List.of(),
        null,
        Map.of(),
        true);
  }

  public static Result result(Service service, Instant at, Status status) {
    Evidence evidence =
        status == Status.TIMEOUT || status == Status.DOWN
            ? Evidence.NONE
            : new Evidence(
                200,
                183_000L,
                new Timings(1L, 2L, 3L, 4L, 183_000L),
                "127.0.0.1",
                1,
                Instant.parse("2030-01-01T00:00:00Z"));
    return new Result(service, at, status, "It was " + status, evidence);
  }
}
