package dev.uproute.api;

import dev.uproute.report.StatusJson;

/** Answers how every service is, as {@code status.json} says it. Thread-safe. */
public final class ApiStatus {
  private final ApiReport report;

  public ApiStatus(ApiReport report) {
    this.report = report;
  }

  public String status(ApiRequest request) {
    request.only();
    return StatusJson.of(report.of(request.scope()));
  }
}
