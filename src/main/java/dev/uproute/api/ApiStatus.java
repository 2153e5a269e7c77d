package dev.uproute.api;

import dev.uproute.api.ApiAnswers.Answer;
import dev.uproute.report.Report;
import dev.uproute.report.StatusJson;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Answers how every service is. Keeps the answers that the last report gave, one for those who may
 * read everything and one for all others, as many ask for the same; thread-safe.
 */
public final class ApiStatus {
  private final ApiReport report;
  private final Map<Boolean, Made> made = new ConcurrentHashMap<>();

  public ApiStatus(ApiReport report) {
    this.report = report;
  }

  private record Made(Report of, Answer answer) {
    static Made of(Report report) {
      return new Made(report, ApiAnswers.tagged("application/json", StatusJson.services(report)));
    }
  }

  public Answer status(ApiRequest request) {
    request.only();
    Report now = report.of(request.scope());
    return made.compute(
            request.scope().includes(Scope.READ),
            (all, last) -> last != null && last.of() == now ? last : Made.of(now))
        .answer();
  }
}
