package dev.uproute.importer;

import dev.uproute.parse.ConfigError;
import dev.uproute.parse.ConfigErrors;
import dev.uproute.parse.Location;
import dev.uproute.parse.Node;
import dev.uproute.parse.PlainKeys;
import dev.uproute.parse.WrittenList;
import dev.uproute.service.Service;
import dev.uproute.service.Window;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What an import would do to a services.yaml: nothing that is there is changed, and what is there
 * already is not added again.
 *
 * @param services keys of each service to be added, dotted
 * @param windows keys of each window to be added
 * @param there ids that are there already, as the same service
 * @param losses of the import, and of what does not fit into the list
 */
public record ImportPlan(
    List<Map<String, Object>> services,
    List<Map<String, Object>> windows,
    List<String> there,
    List<Loss> losses) {

  /** Plans it; the list is only read. */
  static ImportPlan of(Imported imported, WrittenList list) {
    ImportPlan plan =
        new ImportPlan(
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(imported.losses()));
    Map<String, Service> known = new HashMap<>();
    Set<String> tokens = new HashSet<>();
    for (Service service : list.services()) {
      known.put(service.id(), service);
      tokens.add(token(service));
    }
    Set<String> ids = new HashSet<>(known.keySet());
    imported.services().forEach(entry -> plan.add(entry, list, known, ids, tokens));
    plan.settle(ids);
    imported.windows().forEach(entry -> plan.window(entry, list, ids));
    return plan;
  }

  /** Empty for what is no heartbeat. */
  private static String token(Service service) {
    return service.expect().rhythm() == null ? "" : service.target().url();
  }

  private void add(
      Imported.Entry entry,
      WrittenList list,
      Map<String, Service> known,
      Set<String> ids,
      Set<String> tokens) {
    WrittenList.Addition addition;
    try {
      addition = list.addition(PlainKeys.node(entry.location(), entry.keys()));
    } catch (ConfigErrors errors) {
      errors.all().forEach(e -> losses.add(loss(e, "the service is left out: ")));
      return;
    }
    Service service = addition.service();
    Location location = entry.location();
    if (known.containsKey(service.id())) {
      there(entry, known.get(service.id()), service);
    } else if (!ids.add(service.id())) {
      losses.add(new Loss(location, service.id(), "is left out: its id comes twice"));
    } else if (!token(service).isEmpty() && !tokens.add(token(service))) {
      ids.remove(service.id());
      losses.add(new Loss(location, service.id(), "is left out: another heartbeat has its token"));
    } else {
      services.add(addition.keys());
      for (String key : addition.inherited()) {
        losses.add(new Loss(location, service.id(), key + " comes from the defaults here too"));
      }
    }
  }

  private void there(Imported.Entry entry, Service before, Service service) {
    if (Objects.equals(before.target().url(), service.target().url())) {
      there.add(service.id());
    } else {
      losses.add(
          new Loss(
              entry.location(),
              service.id(),
              "is left out: that id is there already, of another address"));
    }
  }

  /** What a service depends on has to be there. */
  private void settle(Set<String> ids) {
    for (Map<String, Object> keys : services) {
      if (keys.get("depends_on") instanceof List<?> list && !ids.containsAll(list)) {
        List<?> known = list.stream().filter(ids::contains).toList();
        keys.put("depends_on", known);
        losses.add(
            new Loss(
                new Location(keys.get("id").toString(), 0, 0),
                "depends_on",
                "is without what is not there"));
      }
    }
  }

  private void window(Imported.Entry entry, WrittenList list, Set<String> ids) {
    Map<String, Object> keys = new LinkedHashMap<>(entry.keys());
    if (keys.get("services") instanceof List<?> named) {
      List<?> known = named.stream().filter(ids::contains).toList();
      if (known.isEmpty()) {
        losses.add(new Loss(entry.location(), "maintenance", "is left out with its services"));
        return;
      }
      keys.put("services", known);
    }
    try {
      Node.Fields node = PlainKeys.node(entry.location(), keys);
      Window window = list.window(node, ids);
      // an expression of Quartz has no equality of its own
      if (list.planned().stream().noneMatch(w -> w.toString().equals(window.toString()))) {
        windows.add(keys);
      }
    } catch (ConfigErrors errors) {
      errors.all().forEach(e -> losses.add(loss(e, "maintenance is left out: ")));
    }
  }

  private static Loss loss(ConfigError error, String what) {
    return new Loss(error.location(), error.key(), what + error.message());
  }
}
