package dev.uproute.parse;

import dev.uproute.service.CheckType;
import dev.uproute.service.Expect;
import dev.uproute.service.Service;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The inverse of {@link ServiceEntry}: a service as its keys. What follows without being written,
 * from layers below, from other keys or because it is built in, is left out. Not thread-safe.
 */
final class ServiceWriter {
  private final Service service;
  private final LayeredKeys below;
  private final Map<String, Object> keys = new LinkedHashMap<>();

  private ServiceWriter(Service service, LayeredKeys below) {
    this.service = service;
    this.below = below.of(service.type());
  }

  /**
   * The keys of a service in the order of {@link WrittenKeys}: dotted name → text, number, boolean,
   * list or map.
   *
   * @param below what stands below it where it is to be written: defaults and profile
   */
  static Map<String, Object> keys(Service service, LayeredKeys below) {
    ServiceWriter writer = new ServiceWriter(service, below);
    WrittenKeys.all().forEach(writer::add);
    return writer.keys;
  }

  /** The keys that layers below give to a service that has nothing of the kind. */
  static List<String> inherited(Service service, LayeredKeys below) {
    ServiceWriter writer = new ServiceWriter(service, below);
    return WrittenKeys.all().entrySet().stream()
        .filter(entry -> entry.getKey().types().contain(service.type()))
        .filter(entry -> entry.getValue().value().apply(service) == null)
        .filter(entry -> writer.unwritten(entry.getKey(), null) != null)
        .map(entry -> entry.getKey().name())
        .toList();
  }

  private <T> void add(Key<?> key, WrittenKeys.Written<T> written) {
    T value = written.value().apply(service);
    boolean wanted = value != null && key.types().contain(service.type());
    if (wanted && !Objects.deepEquals(value, unwritten(key, value))) {
      keys.put(key.name(), written.plain().apply(value));
    }
  }

  /**
   * What the parser makes of a key that is not written; null = nothing, or an error.
   *
   * @param value what the service has
   */
  private Object unwritten(Key<?> key, Object value) {
    Object inherited = below.get(key);
    return switch (key.name()) {
      case "name" -> service.id();
      case "type" -> CheckType.named(service.type()) == null ? null : value;
      case "site" -> inherited == null ? Ids.siteOf(service.id()) : inherited;
      case "zone" -> inherited.equals("auto") ? zone() : inherited;
      case "grace" -> Expect.HeartbeatPeriod.of(interval(), (Duration) inherited).grace();
      case "timeout", "retry_delay" -> within(key, (Duration) inherited);
      case "connect_timeout", "read_timeout" -> inside((Duration) inherited);
      case "escalate_after" -> escalation((int) inherited);
      case "send" -> inherited == null && CheckType.UDP.of(service) ? new byte[4] : inherited;
      case "fallback" -> inherited == null ? CheckType.PING.word() : inherited;
      case "objective.window" -> service.objective() == null ? null : inherited;
      default -> inherited;
    };
  }

  private String zone() {
    Service.Zone zone = Zones.of(new CheckAddress(service.type(), service.target()));
    return zone == Service.Zone.LOCAL ? "local" : "external";
  }

  private Duration interval() {
    Expect.HeartbeatPeriod rhythm = service.expect().rhythm();
    return rhythm == null ? service.timing().interval() : rhythm.every();
  }

  /** What is longer than the interval is cut, but an error where somebody chose it. */
  private Object within(Key<?> key, Duration inherited) {
    boolean longer = inherited.compareTo(interval()) > 0;
    return longer ? (below.chosen(key) ? null : interval()) : inherited;
  }

  private Object inside(Duration inherited) {
    boolean longer = inherited != null && inherited.compareTo(service.timing().timeout()) > 0;
    return longer ? null : inherited;
  }

  private Object escalation(int inherited) {
    int down = service.policy().downAfter();
    boolean early = inherited > 0 && inherited < down;
    return early ? (below.chosen(Keys.ESCALATE_AFTER) ? null : (Object) down) : (Object) inherited;
  }
}
