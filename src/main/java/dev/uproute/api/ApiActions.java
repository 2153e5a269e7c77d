package dev.uproute.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.uproute.check.DetailedChecks;
import dev.uproute.deliver.Channels;
import dev.uproute.deliver.DeliveryLog;
import dev.uproute.report.ServiceReport;
import dev.uproute.schedule.Schedule;
import dev.uproute.text.Words;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What callers may set going: a check, a delivery, the test of a channel. Each is logged with who
 * asked. Thread-safe.
 */
public final class ApiActions {
  private static final Logger LOG = LoggerFactory.getLogger("api");

  private final ApiReport report;
  private final Schedule schedule;
  private final Channels channels;
  private final DeliveryLog deliveries;
  private final InstantSource clock;
  private final DetailedChecks checks;

  public ApiActions(
      ApiReport report,
      Schedule schedule,
      Channels channels,
      DeliveryLog deliveries,
      InstantSource clock,
      DetailedChecks checks) {
    this.report = report;
    this.schedule = schedule;
    this.channels = channels;
    this.deliveries = deliveries;
    this.clock = clock;
    this.checks = checks;
  }

  /** Has a service checked with the next tick; its result is among its results then. */
  public ApiAnswers.Answer check(ApiRequest request) {
    request.only();
    ServiceReport one = report.one(request);
    String id = one.service().id();
    if (!one.service().enabled()) {
      throw new Problem(409, id + " is paused and is not checked", List.of());
    }
    checks.ask(id);
    schedule.again(List.of(id));
    LOG.info("{} is checked now, which {} asked for", id, request.client());
    return ApiAnswers.accepted(ApiAnswers.JSON.createObjectNode().put("id", id));
  }

  /** Lets a delivery that is done wait again, and gives its channel another chance. */
  public ApiAnswers.Answer resend(ApiRequest request) {
    request.only();
    boolean number = request.id().matches("\\d{1,18}");
    String channel = number ? deliveries.channel(Long.parseLong(request.id())) : null;
    if (channel == null) {
      throw Problem.notFound("alert", request.id());
    }
    if (channels.all().stream().noneMatch(each -> each.name().equals(channel))) {
      throw new Problem(409, "its channel " + channel + " is not set up any more", List.of());
    }
    long id = Long.parseLong(request.id());
    if (deliveries.resend(id, channels.names(), clock.instant()) == 0) {
      throw new Problem(409, "alert " + id + " is not done yet: it waits or is held", List.of());
    }
    LOG.info("Delivery {} to {} waits again, which {} asked for", id, channel, request.client());
    return ApiAnswers.accepted(ApiAnswers.JSON.createObjectNode().put("id", id));
  }

  /**
   * The channel that is to be tested.
   *
   * @throws Problem 404 when there is none of that name
   */
  public String channel(ApiRequest request) {
    request.only();
    String name = request.id();
    if (channels.all().stream().noneMatch(each -> each.name().equals(name))) {
      throw Problem.notFound("channel", name);
    }
    LOG.info("Channel {} is tested, which {} asked for", name, request.client());
    return name;
  }

  /** What its receiver answered to the test message. */
  public ObjectNode tested(String channel, String answer) {
    String seen = answer == null ? null : Words.visible(channels.masked(channel, answer));
    return ApiAnswers.JSON.createObjectNode().put("name", channel).put("answer", seen);
  }
}
