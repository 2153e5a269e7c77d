package dev.uproute.importer;

import dev.uproute.parse.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Gatus' configuration: one file, or the folder of several that it merges. */
final class Gatus implements Import {
  /** Why a key at the top has no counterpart. */
  private static final Map<String, String> ELSEWHERE =
      Map.of(
          "storage", "the history is kept in data/; see uproute.store.path",
          "web", "pages are files in public/, and heartbeats have web.host and web.port",
          "ui", "pages come from templates/site",
          "metrics", "there are no metrics of Prometheus here",
          "security", "pages are files; protect them in the web server",
          "suites", "a check asks one address; write a route check-x for several that follow",
          "remote", "other instances are not shown here",
          "tunneling", "there are no tunnels; a check dials its address itself",
          "announcements", "there are none on the pages");

  @Override
  public String name() {
    return "gatus";
  }

  @Override
  public boolean recognises(Input input) {
    return input.files().stream()
        .anyMatch(
            file ->
                file.keys().fields().stream()
                    .anyMatch(
                        field ->
                            field.name().matches("endpoints|external-endpoints|suites")
                                && field.value() instanceof Node.Items list
                                && list.items().stream().allMatch(Gatus::named)));
  }

  private static boolean named(Node item) {
    return item instanceof Node.Fields group
        && group.fields().stream().anyMatch(field -> field.name().equals("name"));
  }

  @Override
  public Imported read(Input input) {
    Imported into = Imported.begin();
    List<Section> files = new ArrayList<>();
    for (ImportFile file : input.files()) {
      files.add(new Section("", DollarVariables.filled(file.group()), into));
    }
    GatusAlerts alerts = new GatusAlerts(into);
    files.forEach(top -> alerts.providers(top.group("alerting")));
    alerts.end();
    GatusEndpoints endpoints = new GatusEndpoints(into, alerts);
    files.forEach(top -> top.groups("endpoints").forEach(endpoints::add));
    files.forEach(top -> top.groups("external-endpoints").forEach(endpoints::external));
    files.forEach(top -> rest(top, into));
    return into.inOrder();
  }

  private static void rest(Section top, Imported into) {
    Section window = top.group("maintenance");
    if (window != null) {
      GatusWindows.add(window, null, into);
    }
    Section connectivity = top.group("connectivity");
    Section checker = connectivity == null ? null : connectivity.group("checker");
    if (checker != null) {
      String target = checker.text("target");
      if (target != null) {
        into.settings()
            .add(
                new Imported.Setting(
                    checker.location(), "uproute.canaries", "tcp://" + target, false));
      }
      checker.lose("interval", "canaries are asked when something fails, and not else");
      checker.end();
      connectivity.end();
    }
    ELSEWHERE.forEach(top::lose);
    for (String key :
        List.of("debug", "concurrency", "disable-monitoring-lock", "skip-invalid-config-update")) {
      top.lose(key, "is not needed here");
    }
    top.names().stream().filter(key -> key.startsWith("x-")).forEach(top::node);
    top.end();
  }
}
