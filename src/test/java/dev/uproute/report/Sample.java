package dev.uproute.report;

import dev.uproute.ServiceBuilder;
import dev.uproute.check.Evidence;
import dev.uproute.check.LocationVote;
import dev.uproute.check.Result;
import dev.uproute.check.Status;
import dev.uproute.service.Service;
import dev.uproute.service.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Builds the report of one service; what a test does not say is plain and up. */
public final class Sample {
  public static final Instant NOW = Instant.parse("2026-06-17T21:37:30Z");

  private final ServiceBuilder service;
  private Status status = Status.UP;
  private String reason = "HTTP 200";
  private int code = 200;
  private Duration since = Duration.ofHours(2);
  private Long response = 183_400L;
  private boolean checked = true;
  private List<Budget> budgets = List.of();
  private List<LocationVote> votes = List.of();
  private Instant expires;
  private Uptime uptime = new Uptime(1.0, 0.9998, 0.9991, 0.9987);
  private List<ServiceReport.Point> recent = List.of();
  private final List<ServiceReport.Incident> incidents = new ArrayList<>();

  private Sample(String id) {
    service = ServiceBuilder.named(id).with(b -> b.zone = Service.Zone.EXTERNAL);
    url("https://example.org/health");
  }

  public static Sample service(String id) {
    return new Sample(id);
  }

  public static Report report(Sample... services) {
    return new Report(
        NOW,
        NOW.minusSeconds(12),
        NOW.plusSeconds(5),
        java.util.stream.Stream.of(services).map(Sample::build).toList());
  }

  public Sample name(String text) {
    service.name = text;
    return this;
  }

  public Sample site(String text) {
    service.site = text;
    return this;
  }

  public Sample supplementary() {
    service.role = Service.Role.SUPPLEMENTARY;
    return this;
  }

  public Sample url(String text) {
    service.target = new Target(text, "example.org", 443);
    service.type = text.substring(0, Math.max(0, text.indexOf(':')));
    return this;
  }

  public Sample paused() {
    service.enabled = false;
    return this;
  }

  /** In zone local. */
  public Sample local() {
    service.zone = Service.Zone.LOCAL;
    return this;
  }

  public Sample tags(Map<String, String> pairs) {
    service.tags = pairs;
    return this;
  }

  public Sample show(Service.Detail... details) {
    service.show = List.of(details);
    return this;
  }

  public Sample hidden() {
    service.visible = false;
    return this;
  }

  Sample graded() {
    service.degradedIsOnline = false;
    return this;
  }

  public Sample is(Status state, String why) {
    this.status = state;
    this.reason = why;
    return this;
  }

  /** The state has lasted so long. */
  public Sample since(Duration length) {
    this.since = length;
    return this;
  }

  public Sample code(int httpStatus) {
    this.code = httpStatus;
    return this;
  }

  public Sample response(Long micros) {
    this.response = micros;
    return this;
  }

  public Sample unchecked() {
    this.checked = false;
    this.status = Status.UNKNOWN;
    return this;
  }

  public Sample certificate(Duration left) {
    this.expires = NOW.plus(left);
    return this;
  }

  public Sample uptime(Uptime fractions) {
    this.uptime = fractions;
    return this;
  }

  /** What its objectives left. */
  public Sample budgets(Budget... counted) {
    this.budgets = List.of(counted);
    return this;
  }

  /** What each location found. */
  public Sample votes(LocationVote... found) {
    this.votes = List.of(found);
    return this;
  }

  public Sample recent(List<ServiceReport.Point> points) {
    this.recent = points;
    return this;
  }

  public Sample incident(Duration ago, Duration lasted, Status state, String why) {
    Instant start = NOW.minus(ago);
    incidents.add(
        new ServiceReport.Incident(
            service.id, start, lasted == null ? null : start.plus(lasted), state, why));
    return this;
  }

  public ServiceReport build() {
    Service built = service.service();
    Evidence.Timings phases =
        response == null
            ? Evidence.Timings.NONE
            : new Evidence.Timings(
                response / 10, response / 8, response / 4, response / 2 - 9_000, response);
    Integer answer = built.target().url().startsWith("http") && response != null ? code : null;
    Evidence evidence = new Evidence(answer, response, phases, "203.0.113.7", 1, expires).of(votes);
    return new ServiceReport(
            built,
            status,
            checked ? new Result(built, NOW.minusSeconds(12), status, reason, evidence) : null,
            NOW.minus(since),
            checked ? NOW.minus(Site.offline(status) ? since : Duration.ofSeconds(12)) : null,
            checked ? uptime : Uptime.NONE,
            checked ? 48_211 : 0,
            recent,
            incidents)
        .budgets(budgets);
  }
}
