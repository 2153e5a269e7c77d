package dev.uproute.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.uproute.check.Maintenance;
import dev.uproute.service.Recurrence;
import dev.uproute.service.Service;
import dev.uproute.service.Services;
import dev.uproute.service.Source;
import dev.uproute.service.Window;
import dev.uproute.text.Durations;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Locale;

/** Answers what maintenance is planned and who is in one. Thread-safe. */
public final class ApiMaintenance {
  /** What comes later is none that people wait for. */
  private static final Duration AHEAD = Duration.ofDays(3_660);

  private final Services services;
  private final PlannedWindows planned;
  private final Maintenance maintenance;
  private final InstantSource clock;

  public ApiMaintenance(
      Services services, PlannedWindows planned, Maintenance maintenance, InstantSource clock) {
    this.services = services;
    this.planned = planned;
    this.maintenance = maintenance;
    this.clock = clock;
  }

  public ObjectNode list(ApiRequest request) {
    request.only();
    Instant now = clock.instant();
    ObjectNode answer = ApiAnswers.JSON.createObjectNode();
    ArrayNode windows = answer.putArray("windows");
    services.windows(Source.FILE.name()).forEach(each -> windows.add(node(each, null, now)));
    planned.all().forEach(each -> windows.add(node(each.window(), each.id(), now)));
    ArrayNode current = answer.putArray("monitors");
    for (Service each : services.current()) {
      String reason = maintenance.reason(each);
      if (reason != null) {
        current.addObject().put("id", each.id()).put("reason", reason);
      }
    }
    return answer;
  }

  /**
   * One window.
   *
   * @param id null when it stands in services.yaml
   */
  static ObjectNode node(Window window, String id, Instant now) {
    ObjectNode node = ApiAnswers.JSON.createObjectNode().put("id", id);
    node.put("name", window.name()).put("open", window.open(now));
    next(node, window, now);
    node.put("time_zone", window.zone().getId());
    put(node, window.when());
    strings(node, "services", window.services());
    strings(node, "sites", window.sites());
    ObjectNode tags = node.putObject("tags");
    window.tags().forEach(tags::put);
    return node;
  }

  private static void next(ObjectNode node, Window window, Instant now) {
    Recurrence.Opening next =
        window.openings(now, now.plus(AHEAD)).stream().findFirst().orElse(null);
    if (next == null) {
      node.putNull("next");
    } else {
      node.putObject("next")
          .put("from", ApiAnswers.time(next.start()))
          .put("to", ApiAnswers.time(next.end()));
    }
  }

  /** By the keys of services.yaml. */
  private static void put(ObjectNode node, Recurrence when) {
    switch (when) {
      case Recurrence.Once(LocalDateTime from, LocalDateTime to) ->
          node.put("from", from.toString()).put("to", to.toString());
      case Recurrence.Weekly weekly -> {
        strings(
            node,
            "days",
            weekly.days().stream()
                .sorted()
                .map(day -> day.name().substring(0, 3).toLowerCase(Locale.ROOT))
                .toList());
        node.put("at", weekly.at().toString()).put("for", Durations.text(weekly.length()));
      }
      case Recurrence.Cron cron ->
          node.put("cron", cron.cron().getCronExpression())
              .put("for", Durations.text(cron.length()));
    }
  }

  private static void strings(ObjectNode node, String name, List<String> texts) {
    ArrayNode array = node.putArray(name);
    texts.forEach(array::add);
  }
}
