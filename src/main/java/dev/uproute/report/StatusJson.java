package dev.uproute.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.uproute.check.Evidence;
import dev.uproute.service.PublicUrl;
import dev.uproute.service.Services;
import dev.uproute.service.Source;
import dev.uproute.text.Words;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The report as {@code status.json}, and the part of it that {@code /api/status} is: ISO-8601 UTC
 * or null, response time in whole milliseconds, percentages with three decimals, rounded down.
 * Whoever calls gives the report that {@link Readers} may see.
 */
public final class StatusJson {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN).build();

  private StatusJson() {}

  /**
   * What {@code status.json} says: how every service is and since when, and each source and sink.
   */
  public static String of(Report report) {
    ObjectNode root = root(report);
    ArrayNode services = root.putArray("services");
    for (ServiceReport each : report.services()) {
      ObjectNode node = services.addObject();
      put(node, each);
      putState(node, each);
    }
    report.sources().forEach(each -> put(root.withArray("sources").addObject(), each));
    // only where there is one: most sinks are done when a report is
    report.sinks().forEach(each -> put(root.withArray("sinks").addObject(), each));
    report.refused().forEach(each -> put(root.withArray("refused").addObject(), each));
    return text(root);
  }

  /** What {@code /api/status} says: how every service is. Programs may rely on these keys alone. */
  public static String services(Report report) {
    ObjectNode root = root(report);
    ArrayNode services = root.putArray("services");
    report.services().forEach(each -> put(services.addObject(), each));
    return text(root);
  }

  private static ObjectNode root(Report report) {
    ObjectNode root = JSON.createObjectNode();
    root.put("last_check", time(report.lastCheck()));
    root.put("next_check", time(report.nextCheck()));
    return root;
  }

  private static String text(ObjectNode root) {
    try {
      return JSON.writeValueAsString(root) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("status.json: an object of plain values was not written", e);
    }
  }

  private static void put(ObjectNode node, ServiceReport report) {
    Evidence evidence = report.latest() == null ? Evidence.NONE : report.latest().evidence();
    String url = PublicUrl.text(report.service().target());
    node.put("id", report.service().id());
    node.put("name", report.service().name());
    node.put("url", url.isEmpty() ? null : url);
    node.put("status", report.status().word());
    node.put("response_time", Words.wholeMillis(evidence.response()));
    node.put("status_code", evidence.httpStatus());
    node.put("last_online", time(report.lastOnline()));
    ObjectNode uptime = node.putObject("uptime");
    uptime.put("24h", Words.percent(report.uptime().day(), 3));
    uptime.put("7d", Words.percent(report.uptime().week(), 3));
    uptime.put("30d", Words.percent(report.uptime().month(), 3));
    uptime.put("all_time", Words.percent(report.uptime().all(), 3));
    node.put("total_checks", report.checks());
  }

  private static void putState(ObjectNode node, ServiceReport report) {
    node.put("site", report.service().site());
    node.put("state", state(report));
    node.put("since", time(report.since()));
    node.put("reason", reason(report));
    node.put("maintenance", report.maintenance());
  }

  /** The status, unless it says little: of what is paused or in maintenance. */
  private static String state(ServiceReport report) {
    if (!report.service().enabled()) {
      return "paused";
    }
    return report.maintenance() == null ? report.status().word() : "maintenance";
  }

  private static String reason(ServiceReport report) {
    boolean none = report.latest() == null || report.latest().reason() == null;
    return none ? null : Words.visible(report.latest().reason());
  }

  /** What is wrong in a file quotes it, which is not for everybody. */
  private static void put(ObjectNode node, Services.SourceState source) {
    boolean file = source.source().equals(Source.FILE.name());
    String error = file ? "its last change was not taken; the log says why" : source.error();
    node.put("name", source.source());
    node.put("state", source.error() == null ? "ok" : "failing");
    node.put("last_ok", time(source.lastGood()));
    node.put("services", source.count());
    node.put("refused", source.refused());
    node.put("error", source.error() == null ? null : Words.visible(error));
  }

  private static void put(ObjectNode node, RefusedChanges.Refused change) {
    node.put("file", change.file());
    node.put("since", time(change.since()));
    node.put("error", Words.visible(change.error()));
    node.put("after_restart", change.later());
  }

  private static void put(ObjectNode node, Sinks.State sink) {
    node.put("name", sink.name());
    node.put("state", sink.state());
    node.put("last_ok", time(sink.lastOk()));
    node.put("waiting", sink.waiting());
    node.put("error", sink.error() == null ? null : Words.visible(sink.error()));
  }

  private static String time(Instant at) {
    return at == null ? null : at.truncatedTo(ChronoUnit.MILLIS).toString();
  }
}
