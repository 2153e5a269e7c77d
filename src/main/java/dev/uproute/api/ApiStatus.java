package dev.uproute.api;

import dev.uproute.report.StatusJson;

/** Answers how every service is. Thread-safe. */
public final class ApiStatus {
  private final ApiReport report;

  public ApiStatus(ApiReport report) {
    this.report = report;
  }

  public String status(ApiRequest request) {
    request.only();
    return StatusJson.services(report.of(request.scope()));
  }
}
