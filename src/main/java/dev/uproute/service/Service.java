package dev.uproute.service;

import java.util.List;
import java.util.Map;

/**
 * One thing to watch, complete: every default is filled in. Immutable; two services are equal when
 * nothing a person can configure differs.
 *
 * @param id {@code [a-z0-9][a-z0-9_.-]{0,63}}, unique ignoring case
 * @param name for people, at most 200 characters; may hold any visible text, so escape it
 * @param site the group whose page shows it; same alphabet as the id
 * @param type the check: type x is answered by route {@code check-x}
 * @param enabled false = paused
 * @param source who listed it: {@code file} or {@code notion}
 * @param dependsOn ids; while one of them is down this one raises no new alert
 * @param channels alert channels; null = all
 * @param visible shown to readers without a token ({@code public} in YAML)
 * @param was its former id, whose history moves along; null = none
 */
public record Service(
    String id,
    String name,
    String site,
    Role role,
    Zone zone,
    String type,
    Target target,
    boolean enabled,
    String source,
    Timing timing,
    Request request,
    Expect expect,
    Policy policy,
    List<String> dependsOn,
    List<String> channels,
    Map<String, String> tags,
    boolean visible,
    String was) {

  /** One that always had its id. */
  public Service(
      String id,
      String name,
      String site,
      Role role,
      Zone zone,
      String type,
      Target target,
      boolean enabled,
      String source,
      Timing timing,
      Request request,
      Expect expect,
      Policy policy,
      List<String> dependsOn,
      List<String> channels,
      Map<String, String> tags,
      boolean visible) {
    this(
        id, name, site, role, zone, type, target, enabled, source, timing, request, expect, policy,
        dependsOn, channels, tags, visible, null);
  }

  /** The same under the id it has now, which had another one before. */
  public Service formerly(String id) {
    return new Service(
        this.id, name, site, role, zone, type, target, enabled, source, timing, request, expect,
        policy, dependsOn, channels, tags, visible, id);
  }

  @Override
  public String toString() {
    return id;
  }
}
