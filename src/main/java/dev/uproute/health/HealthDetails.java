package dev.uproute.health;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.uproute.deliver.ChannelStates;
import dev.uproute.record.Backlog;
import dev.uproute.report.RefusedChanges;
import dev.uproute.schedule.Progress;
import dev.uproute.schedule.Schedule;
import dev.uproute.service.MonotonicClock;
import dev.uproute.service.Services;
import dev.uproute.text.Version;
import dev.uproute.text.Words;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Everything about how this program does, as JSON, for whoever operates it. Thread-safe. */
public final class HealthDetails {
  private static final JsonMapper JSON = new JsonMapper();

  private final Health health;
  private final Schedule schedule;
  private final Backlog backlog;
  private final Services services;
  private final ChannelStates channels;
  private final MonotonicClock clock;
  private final RefusedChanges refused;
  private final Instant begun;

  public HealthDetails(
      Health health,
      Schedule schedule,
      Backlog backlog,
      Services services,
      ChannelStates channels,
      MonotonicClock clock,
      RefusedChanges refused) {
    this.health = health;
    this.schedule = schedule;
    this.backlog = backlog;
    this.services = services;
    this.channels = channels;
    this.clock = clock;
    this.refused = refused;
    this.begun = clock.instant();
  }

  /** An object in JSON; may ask the database for the channels. */
  public String json() {
    ObjectNode root = JSON.createObjectNode();
    root.put("status", health.word().name());
    root.put("phase", health.phase().word());
    root.put("version", Version.current());
    root.put("uptime_seconds", Duration.between(begun, clock.instant()).toSeconds());
    putChecks(root.putObject("checks"), schedule.progress());
    ObjectNode store = root.putObject("store");
    store.put("status", backlog.failing() ? "DOWN" : "UP");
    store.put("waiting", backlog.size()).put("dropped", backlog.dropped());
    ArrayNode lists = root.putArray("lists");
    services.state().forEach(each -> put(lists.addObject(), each));
    List<ChannelStates.State> states = channels.all();
    if (states == null) {
      root.putNull("channels");
    } else {
      ArrayNode all = root.putArray("channels");
      states.forEach(each -> put(all.addObject(), each));
    }
    ArrayNode problems = root.putArray("problems");
    health
        .problems()
        .forEach(
            each -> problems.addObject().put("name", each.name()).put("problem", each.sentence()));
    refused.later().forEach(root.putArray("after_restart")::add);
    return root.toString();
  }

  private void putChecks(ObjectNode node, Progress checks) {
    // who stands by has no checks that could stand still
    node.put("status", health.word() == Health.Word.DOWN ? "DOWN" : "UP");
    node.put("services", checks.services()).put("running", checks.underWay());
    node.put("late_seconds", seconds(checks.late()));
    node.put("last_result_seconds_ago", seconds(checks.result()));
    node.put("last_tick_seconds_ago", seconds(checks.tick()));
    node.put("silent", checks.silent()).put("skipped", checks.skipped());
  }

  private static double seconds(Duration time) {
    return time.toMillis() / 1000.0;
  }

  private static void put(ObjectNode node, Services.SourceState source) {
    node.put("name", source.source()).put("status", source.error() == null ? "UP" : "DOWN");
    node.put("services", source.count()).put("refused", source.refused());
    node.put("last_taken", time(source.lastGood()));
    node.put("error", source.error() == null ? null : Words.visible(source.error()));
  }

  private static void put(ObjectNode node, ChannelStates.State channel) {
    node.put("name", channel.name()).put("status", channel.works() ? "UP" : "DOWN");
    node.put("off", channel.state().equals("off")).put("failing_since", time(channel.since()));
    node.put("waiting", channel.waiting()).put("dead", channel.dead());
    node.put("answer", channel.reason() == null ? null : Words.visible(channel.reason()));
  }

  private static String time(Instant at) {
    return at == null ? null : at.truncatedTo(ChronoUnit.MILLIS).toString();
  }
}
