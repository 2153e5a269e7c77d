package dev.uproute.parse;

import dev.uproute.service.CheckType;
import dev.uproute.service.Policy;
import dev.uproute.service.Service;
import dev.uproute.text.Shown;
import java.util.List;

/** One service of a list on its way from settings to record. */
final class ServiceEntry {
  private final Location location;
  private final LayeredKeys written;
  private final LayeredKeys all;
  private final SourceRules reach;
  private final List<ConfigError> errors;
  private final CheckAddress address;
  private final String id;

  /**
   * @param others the ids of the services before it
   */
  ServiceEntry(
      Location location,
      LayeredKeys written,
      LayeredKeys profile,
      SourceRules reach,
      UniqueIds others,
      List<ConfigError> errors) {
    this.location = location;
    this.written = written;
    this.reach = reach;
    this.errors = errors;
    this.address = reach.address(location, written, errors);
    this.all = written.over(profile).of(type());
    if (address != null) {
      written.judge(address.type(), location, reach.source().table(), errors);
    }
    this.id = idWritten() ? idAsWritten() : derived(others);
  }

  Location location() {
    return location;
  }

  /** What is written in it and in the defaults. */
  LayeredKeys written() {
    return written;
  }

  /** Null when url or type are not as allowed. */
  private String type() {
    return address == null ? null : address.type();
  }

  /** Also when it is not allowed, so that twins are found; null when there is none. */
  String id() {
    return id;
  }

  /** Of a heartbeat, as its address; null for other types. */
  String token() {
    boolean heartbeat = address != null && CheckType.HEARTBEAT.is(address.type());
    return heartbeat ? address.target().url() : null;
  }

  boolean idWritten() {
    return written.where(Keys.ID) != null;
  }

  Location idPlace() {
    return idWritten() ? written.where(Keys.ID).location() : location;
  }

  private String idAsWritten() {
    return written.where(Keys.ID) instanceof Node.Text text ? text.value() : null;
  }

  private String derived(UniqueIds others) {
    if (written.invalid(Keys.NAME) || address == null) {
      return null;
    }
    String id = DerivedId.of(written.get(Keys.NAME), written.get(Keys.SITE), address, others);
    if (id == null) {
      errors.add(
          new ConfigError(location, "id", "is missing; name and host give none, so write one"));
    }
    return id;
  }

  /** The record; meaningless, but not null, when errors were found on the way. */
  Service service(ServiceList.SharedValues shared) {
    ServiceRules rules = new ServiceRules(location, all, errors);
    rules.answer();
    return new Service(
        identity(shared), listing(shared), check(rules, shared), alerting(rules, shared));
  }

  private Service.Identity identity(ServiceList.SharedValues shared) {
    String name = written.get(Keys.NAME) == null ? id : written.get(Keys.NAME);
    return new Service.Identity(id, name, shared.of(site()), written.get(Keys.WAS));
  }

  private Service.Listing listing(ServiceList.SharedValues shared) {
    return shared.of(
        new Service.Listing(
            reach.source().name(),
            all.get(Keys.ENABLED),
            all.get(Keys.PUBLIC),
            all.get(Keys.ROLE),
            zone(),
            shared.of(all.get(Keys.TAGS)),
            all.get(Keys.KEEP),
            all.get(Keys.SHOW)));
  }

  private Service.Check check(ServiceRules rules, ServiceList.SharedValues shared) {
    String type = type();
    return new Service.Check(
        shared.of(type),
        address == null ? null : address.target(),
        shared.of(rules.timing(reach.source(), token() != null)),
        shared.of(ServiceParts.request(all, type)),
        shared.of(ServiceParts.expect(all, type)),
        shared.of(rules.locations(reach.locations())));
  }

  private Service.Alerting alerting(ServiceRules rules, ServiceList.SharedValues shared) {
    Policy policy = shared.of(rules.policy());
    List<String> dependsOn = dependsOn();
    return shared.of(
        new Service.Alerting(
            policy,
            dependsOn,
            shared.of(rules.channels(reach.channels())),
            rules.objective(),
            all.get(Keys.ESCALATION)));
  }

  /** Where its former id is written; null when it is not. */
  Node wasWritten() {
    return written.where(Keys.WAS);
  }

  private String site() {
    String site = written.get(Keys.SITE);
    if (site == null && id != null && Ids.siteOf(id).equals("index")) {
      errors.add(
          new ConfigError(idPlace(), "id", "site \"index\" is the first page; write a site"));
    }
    return site != null || id == null ? site : Ids.siteOf(id);
  }

  private Service.Zone zone() {
    return switch (all.get(Keys.ZONE)) {
      case "local" -> Service.Zone.LOCAL;
      case "external" -> Service.Zone.EXTERNAL;
      default -> address == null ? Service.Zone.EXTERNAL : Zones.of(address);
    };
  }

  private List<String> dependsOn() {
    List<String> ids = all.get(Keys.DEPENDS_ON);
    if (id != null && ids.contains(id)) {
      invalid(Keys.DEPENDS_ON, Shown.quoted(id) + " is this service itself");
    }
    return ids;
  }

  /** Where the services it depends on are written; null when they are not. */
  Node dependsOnWritten() {
    return all.where(Keys.DEPENDS_ON);
  }

  private void invalid(Key<?> key, String message) {
    Node node = all.where(key);
    errors.add(new ConfigError(node == null ? location : node.location(), key.name(), message));
  }
}
