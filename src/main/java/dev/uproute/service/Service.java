package dev.uproute.service;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * One thing to watch, complete: every default is filled in. Immutable; two services are equal when
 * nothing a person can configure differs. What belongs together is one part; whoever asks need not
 * know which.
 */
public record Service(Identity identity, Listing listing, Check check, Alerting alerting) {

  /**
   * Which service it is.
   *
   * @param id {@code [a-z0-9][a-z0-9_.-]{0,63}}, unique ignoring case
   * @param name for people, at most 200 characters; may hold any visible text, so escape it
   * @param site the group whose page shows it; same alphabet as the id
   * @param was its former id, whose history moves along; null = none
   */
  public record Identity(String id, String name, String site, String was) {}

  /**
   * What a list says of it beside how it is checked; many services of a list are listed alike.
   *
   * @param source who listed it: {@code file}, {@code notion} or {@code api}
   * @param enabled false = paused
   * @param visible shown to readers without a token ({@code public} in YAML)
   * @param keep how long its single results are kept; null = as long as those of all
   * @param show what readers may see of it; null = what they may see of all
   */
  public record Listing(
      String source,
      boolean enabled,
      boolean visible,
      Role role,
      Zone zone,
      Map<String, String> tags,
      Duration keep,
      List<Detail> show) {}

  /** What readers without a token may see of a service, or not. */
  public enum Detail {
    /** Scheme, host, port and path; never credentials and query. */
    URL,
    /** The address its name led to. */
    ADDRESS,
    /** Why it is not up. */
    REASON,
    /** Who is notified of its outage, and who is on call. */
    ESCALATION
  }

  /** Which side of our own router a service is on. */
  public enum Zone {
    LOCAL,
    EXTERNAL
  }

  /** What a service means for its site: a failing core service takes the site down. */
  public enum Role {
    CORE,
    SUPPLEMENTARY
  }

  /**
   * How it is checked.
   *
   * @param type type x is answered by route {@code check-x}
   */
  public record Check(
      String type,
      Target target,
      Timing timing,
      Request request,
      Expect expect,
      Locations locations) {
    /** From everywhere. */
    public Check(String type, Target target, Timing timing, Request request, Expect expect) {
      this(type, target, timing, request, expect, Locations.ALL);
    }
  }

  /**
   * When who is notified of it, and what it is meant to reach.
   *
   * @param dependsOn ids; while one of them is down this one raises no new alert
   * @param channels alert channels; null = all
   * @param objective null = none
   * @param escalation name of the escalation list for it; null = the first that is for it
   */
  public record Alerting(
      Policy policy,
      List<String> dependsOn,
      List<String> channels,
      Objective objective,
      String escalation) {
    /** Of a service without an objective and a list of its own. */
    public Alerting(Policy policy, List<String> dependsOn, List<String> channels) {
      this(policy, dependsOn, channels, null, null);
    }
  }

  /** The same under the id it has now, which had another one before. */
  public Service formerly(String was) {
    return new Service(new Identity(id(), name(), site(), was), listing, check, alerting);
  }

  /** The same service, but this is asked. */
  public Service asking(Check other) {
    return new Service(identity, listing, other, alerting);
  }

  public String id() {
    return identity.id;
  }

  public String name() {
    return identity.name;
  }

  public String site() {
    return identity.site;
  }

  public String was() {
    return identity.was;
  }

  public String source() {
    return listing.source;
  }

  public boolean enabled() {
    return listing.enabled;
  }

  public boolean visible() {
    return listing.visible;
  }

  public Role role() {
    return listing.role;
  }

  public Zone zone() {
    return listing.zone;
  }

  public Map<String, String> tags() {
    return listing.tags;
  }

  public Duration keep() {
    return listing.keep;
  }

  public List<Detail> show() {
    return listing.show;
  }

  public String type() {
    return check.type;
  }

  public Target target() {
    return check.target;
  }

  public Timing timing() {
    return check.timing;
  }

  public Request request() {
    return check.request;
  }

  public Expect expect() {
    return check.expect;
  }

  public Locations locations() {
    return check.locations;
  }

  public Policy policy() {
    return alerting.policy;
  }

  public List<String> dependsOn() {
    return alerting.dependsOn;
  }

  public List<String> channels() {
    return alerting.channels;
  }

  public Objective objective() {
    return alerting.objective;
  }

  public String escalation() {
    return alerting.escalation;
  }

  @Override
  public String toString() {
    return identity.id;
  }
}
