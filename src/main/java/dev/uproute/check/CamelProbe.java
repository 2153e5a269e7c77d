package dev.uproute.check;

import dev.uproute.service.Service;
import java.nio.charset.StandardCharsets;
import org.apache.camel.Body;
import org.apache.camel.Variable;

/** Request and reply to an endpoint the operator named. Thread-safe. */
public final class CamelProbe {
  private static final String SCHEME = "camel:";

  private final Judge verdict;

  public CamelProbe(Judge verdict) {
    this.verdict = verdict;
  }

  /**
   * The endpoint's URI. Only the operator's own file may name one: a URI can run anything the
   * routes can.
   */
  public String endpoint(@Variable("attempt") Attempt attempt) throws NotUp {
    Service service = attempt.service();
    if (!service.source().equals("file")) {
      String no = "type camel is open to services.yaml only, not to " + service.source();
      throw new NotUp(attempt.result(Status.UNKNOWN, no, Evidence.NONE));
    }
    String url = service.target().url();
    return url.startsWith(SCHEME) ? url.substring(SCHEME.length()) : url;
  }

  /** What is sent there; null when the service says nothing. */
  public String request(@Variable("attempt") Attempt attempt) {
    return attempt.service().request().body();
  }

  public Result replied(@Variable("attempt") Attempt attempt, @Body Object reply) {
    String text =
        switch (reply) {
          case null -> "";
          case byte[] bytes -> new String(bytes, StandardCharsets.UTF_8);
          default -> reply.toString();
        };
    CheckTrace trace = new CheckTrace(attempt.deadline());
    return verdict.text(attempt, "answered", text, trace.answered());
  }
}
