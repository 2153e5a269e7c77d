package dev.uproute.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.uproute.check.Result;
import dev.uproute.record.Flip;
import dev.uproute.service.Service;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What crosses a process, as JSON: {@code {"v":1,"result":{…}}}. docs/wire.md is its description.
 * Writers write the version of theirs; readers take that and older ones, leave out fields they do
 * not know, and refuse newer versions. Thread-safe.
 */
public final class Wire {
  /** Raised when a reader of the version before would take something for what it is not. */
  public static final int VERSION = 1;

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private Wire() {}

  public static String write(Service service) {
    return envelope(e -> e.set("service", ServiceJson.of(service)));
  }

  /** In the order of the list. */
  public static String write(List<Service> services) {
    ArrayNode all = JSON.arrayNode(services.size());
    services.forEach(service -> all.add(ServiceJson.of(service)));
    return envelope(e -> e.set("services", all));
  }

  public static String write(Result result) {
    return envelope(e -> e.set("result", ResultJson.of(result)));
  }

  /** In the order of the list; each names its service by its id. */
  public static String writeResults(List<Result> results) {
    ArrayNode all = JSON.arrayNode(results.size());
    results.forEach(result -> all.add(ResultJson.withId(result)));
    return envelope(e -> e.set("results", all));
  }

  /** One that names its service by its id: for whoever may read it, no secret is in there. */
  public static String writeOne(Result result) {
    return writeResults(List.of(result));
  }

  /**
   * A service that is to be checked by another process.
   *
   * @param at when it was handed out, by the clock of whoever did; to the millisecond, as results
   *     are stored
   */
  public record Check(Service service, Instant at) {}

  /** As {@link Check}. */
  public static String writeCheck(Service service, Instant at) {
    return envelope(
        e -> {
          e.set("service", ServiceJson.of(service));
          e.put("at", at.truncatedTo(ChronoUnit.MILLIS).toString());
        });
  }

  /**
   * @throws WireError when it is nothing as written by {@link #writeCheck}
   */
  public static Check check(String json) {
    Fields content = content(json);
    return new Check(ServiceJson.read(content.group("service")), content.time("at"));
  }

  public static String write(Flip flip) {
    return envelope(e -> e.set("flip", FlipJson.of(flip)));
  }

  private static String envelope(Consumer<ObjectNode> content) {
    ObjectNode envelope = JSON.objectNode().put("v", VERSION);
    content.accept(envelope);
    try {
      return Fields.MAPPER.writeValueAsString(envelope);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain values was not written", e);
    }
  }

  /**
   * @throws WireError when it is no service as written by {@link #write(Service)}
   */
  public static Service service(String json) {
    return ServiceJson.read(content(json).group("service"));
  }

  /**
   * @throws WireError when it is no list as written by {@link #write(List)}
   */
  public static List<Service> services(String json) {
    List<Service> services = new ArrayList<>();
    for (Fields each : content(json).groups("services")) {
      services.add(ServiceJson.read(each));
    }
    return List.copyOf(services);
  }

  /**
   * @throws WireError when it is no result as written by {@link #write(Result)}
   */
  public static Result result(String json) {
    return ResultJson.read(content(json).group("result"));
  }

  /**
   * Those of services there are.
   *
   * @param services the service of an id; null when there is none
   * @throws WireError when it is no list as written by {@link #writeResults}
   */
  public static List<Result> results(String json, Function<String, Service> services) {
    List<Result> results = new ArrayList<>();
    for (Fields each : content(json).groups("results")) {
      Service service = services.apply(each.text("id", 64));
      if (service != null) {
        results.add(ResultJson.read(each, service));
      }
    }
    return List.copyOf(results);
  }

  /**
   * Results with the time by the clock of whoever sends them, which may be wrong.
   *
   * @param results their times are of the same clock
   */
  public record Dated(Instant now, List<Stamped> results) {}

  /**
   * A result and what names its check for good.
   *
   * @param slot the time it was found at, as its sender first knew it
   */
  public record Stamped(Result result, Instant slot) {}

  /**
   * As {@link #results}.
   *
   * @throws WireError also when it has no date
   */
  public static Dated dated(String json, Function<String, Service> services) {
    Fields content = content(json);
    List<Stamped> results = new ArrayList<>();
    for (Fields each : content.groups("results")) {
      Service service = services.apply(each.text("id", 64));
      if (service != null) {
        Result result = ResultJson.read(each, service);
        Instant slot = each.optionalTime("slot");
        results.add(new Stamped(result, slot == null ? result.at() : slot));
      }
    }
    return new Dated(content.time("now"), List.copyOf(results));
  }

  /**
   * @throws WireError when it is no flip as written by {@link #write(Flip)}
   */
  public static Flip flip(String json) {
    return FlipJson.read(content(json).group("flip"));
  }

  private static Fields content(String json) {
    Fields envelope = Fields.of(json);
    long version = envelope.number("v", 1, Integer.MAX_VALUE);
    if (version > VERSION) {
      throw new WireError(
          "v: is %d; this Uproute reads up to %d, so update it first".formatted(version, VERSION));
    }
    return envelope;
  }
}
