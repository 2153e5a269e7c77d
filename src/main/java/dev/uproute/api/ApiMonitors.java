package dev.uproute.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import dev.uproute.check.Certificates;
import dev.uproute.check.Evidence;
import dev.uproute.check.LocationVote;
import dev.uproute.record.Streak;
import dev.uproute.report.ServiceReport;
import dev.uproute.report.StatusLabel;
import dev.uproute.service.PublicUrl;
import dev.uproute.service.Service;
import dev.uproute.service.Source;
import dev.uproute.text.Durations;
import dev.uproute.text.Words;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Answers which services there are, and how each is. Thread-safe. */
public final class ApiMonitors {
  private static final List<String> STATES =
      List.of(
          "online",
          "degraded",
          "partial",
          "timeout",
          "offline",
          "unknown",
          "paused",
          "maintenance");

  private final ApiReport report;

  public ApiMonitors(ApiReport report) {
    this.report = report;
  }

  /** Those that every filter names, in list order, page by page. */
  public ObjectNode list(ApiRequest request) {
    request.only("site", "state", "type", "tag", "q", "limit", "offset");
    int limit = request.limit(100);
    int offset = request.number("offset", 0, 0, 1_000_000);
    List<ServiceReport> found =
        filtered(request, report.of(request.scope()).services().stream()).toList();
    ObjectNode answer = ApiAnswers.JSON.createObjectNode().put("total", found.size());
    ArrayNode monitors = answer.putArray("monitors");
    found.stream().skip(offset).limit(limit).forEach(each -> put(monitors.addObject(), each));
    return answer;
  }

  private static Stream<ServiceReport> filtered(ApiRequest request, Stream<ServiceReport> all) {
    String site = request.text("site");
    String state = request.word("state", STATES);
    String type = request.text("type");
    String text = request.text("q") == null ? "" : request.text("q").toLowerCase(Locale.ROOT);
    String[] tag = tag(request.text("tag"));
    return all.filter(each -> site == null || each.service().site().equals(site))
        .filter(each -> state == null || state(each).equals(state))
        .filter(each -> type == null || each.service().type().equals(type))
        .filter(each -> tag == null || tag[1].equals(each.service().tags().get(tag[0])))
        .filter(each -> contains(each.service(), text));
  }

  private static String[] tag(String text) {
    if (text != null && text.indexOf('=') < 1) {
      throw Problem.parameter("tag", text, "a name and its value, such as env=prod");
    }
    return text == null ? null : text.split("=", 2);
  }

  private static boolean contains(Service service, String text) {
    return (service.id() + "\n" + service.name()).toLowerCase(Locale.ROOT).contains(text);
  }

  /**
   * One of them.
   *
   * @param keys with which it is listed by the API, as JSON; null when it is not
   */
  public ApiAnswers.Answer one(ApiRequest request, String keys) {
    request.only();
    return answer(request, 200, null, keys);
  }

  /** The same after a change. */
  public ApiAnswers.Answer changed(ApiRequest request, ListedChange change) {
    if (change.keys() == null) {
      return new ApiAnswers.Answer(204, "application/json", null, "");
    }
    boolean made = change.status() == 201 && request.id() == null;
    String location = made ? "monitors/" + change.id() : null;
    return answer(request.of(change.id()), change.status(), location, change.keys());
  }

  /** Its keys are for whoever may change them, and so is the part of the ETag that names them. */
  private ApiAnswers.Answer answer(ApiRequest request, int status, String location, String keys) {
    ServiceReport found = report.one(request);
    ObjectNode node = ApiAnswers.JSON.createObjectNode();
    put(node, found);
    boolean shown =
        request.scope() == Scope.WRITE
            && keys != null
            && found.service().source().equals(Source.API.name());
    if (shown) {
      node.putRawValue("keys", new RawValue(keys));
    }
    String body = ApiAnswers.text(node);
    String tag = shown ? Preconditions.tag(keys, body) : null;
    return new ApiAnswers.Answer(status, "application/json", tag, body, location);
  }

  /** The word of its status, or why it has none. */
  static String state(ServiceReport report) {
    if (!report.service().enabled()) {
      return "paused";
    }
    return StatusLabel.of(report).equals(StatusLabel.MAINTENANCE)
        ? "maintenance"
        : report.status().word();
  }

  private static void put(ObjectNode node, ServiceReport report) {
    Service service = report.service();
    String url = PublicUrl.text(service.target());
    node.put("id", service.id()).put("name", service.name()).put("site", service.site());
    node.put("type", service.type()).put("url", url.isEmpty() ? null : url);
    node.put("role", word(service.role())).put("zone", word(service.zone()));
    node.put("source", service.source()).put("public", service.visible());
    ObjectNode tags = node.putObject("tags");
    service.tags().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(tag -> tags.put(tag.getKey(), tag.getValue()));
    node.put("interval", Durations.text(service.timing().interval()));
    node.put("state", state(report)).put("status", report.status().word());
    node.put("maintenance", report.maintenance());
    node.set("acknowledged", acknowledged(report.acknowledged()));
    node.set("escalation", ApiEscalation.of(report.escalation()));
    node.put("since", ApiAnswers.time(report.since()));
    latest(node, report);
    node.put("last_online", ApiAnswers.time(report.lastOnline()));
    node.put("total_checks", report.checks());
    ArrayNode budgets = node.putArray("budgets");
    report.budgets().forEach(each -> ApiBudget.put(budgets.addObject(), each));
  }

  private static void put(ObjectNode node, LocationVote vote) {
    node.put("location", vote.location()).put("status", vote.status().word());
    node.put("response_time", Words.wholeMillis(vote.response())).put("reason", vote.reason());
  }

  private static void put(ObjectNode node, Certificates.Certificate certificate) {
    node.put("subject", certificate.subject()).put("issuer", certificate.issuer());
    node.put("from", ApiAnswers.time(certificate.from()));
    node.put("until", ApiAnswers.time(certificate.until()));
  }

  /** Who knows of an outage; null where nobody does. */
  static ObjectNode acknowledged(Streak.Acknowledged by) {
    return by == null
        ? null
        : ApiAnswers.JSON
            .createObjectNode()
            .put("at", ApiAnswers.time(by.at()))
            .put("name", by.name())
            .put("note", by.note());
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static void latest(ObjectNode node, ServiceReport report) {
    boolean known = report.latest() != null;
    Evidence evidence = known ? report.latest().evidence() : Evidence.NONE;
    node.put("last_check", known ? ApiAnswers.time(report.latest().at()) : null);
    node.put("reason", known ? report.latest().reason() : null);
    node.put("response_time", Words.wholeMillis(evidence.response()));
    node.put("status_code", evidence.httpStatus());
    node.put("certificate_expires", ApiAnswers.time(evidence.certificateExpires()));
    ArrayNode locations = node.putArray("locations");
    evidence.locations().forEach(vote -> put(locations.addObject(), vote));
    ArrayNode certificates = node.putArray("certificates");
    if (evidence.certificates() != null) {
      evidence.certificates().path().forEach(each -> put(certificates.addObject(), each));
    }
  }
}
