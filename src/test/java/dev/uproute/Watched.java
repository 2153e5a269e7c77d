package dev.uproute;

import dev.uproute.check.Evidence;
import dev.uproute.check.Result;
import dev.uproute.check.Status;
import dev.uproute.service.Policy;
import dev.uproute.service.Service;
import java.time.Instant;
import java.util.List;

/** Services whose history tests write, and results of them. */
public final class Watched {
  public static final Policy USUAL = new Policy(1, 1, 3, null, List.of(30, 14, 7));

  private Watched() {}

  public static Service service(String id) {
    return ServiceBuilder.named(id).service();
  }

  public static Service service(String id, String name, Policy policy, boolean degradedIsOnline) {
    return ServiceBuilder.named(id)
        .with(b -> b.name = name)
        .with(b -> b.policy = policy)
        .with(b -> b.degradedIsOnline = degradedIsOnline)
        .service();
  }

  public static Result result(Service service, Instant at, Status status) {
    Evidence evidence =
        status == Status.TIMEOUT || status == Status.DOWN
            ? Evidence.NONE
            : new Evidence(
                200,
                183_000L,
                new Evidence.Timings(1L, 2L, 3L, 4L, 183_000L),
                "127.0.0.1",
                1,
                Instant.parse("2030-01-01T00:00:00Z"));
    return new Result(service, at, status, "It was " + status, evidence);
  }
}
