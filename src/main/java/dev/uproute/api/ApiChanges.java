package dev.uproute.api;

import dev.uproute.api.ApiEdits.Edit;
import dev.uproute.api.ApiEdits.Kind;
import dev.uproute.check.AddressPolicy;
import dev.uproute.parse.ConfigErrors;
import dev.uproute.parse.MergePatch;
import dev.uproute.parse.Node;
import dev.uproute.parse.WrittenList;
import dev.uproute.service.CheckType;
import dev.uproute.service.Service;
import dev.uproute.service.Services;
import dev.uproute.service.Source;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides, inside the transaction that writes it, what an edit changes of the row as it is.
 * Thread-safe.
 */
public final class ApiChanges {
  private static final Logger LOG = LoggerFactory.getLogger("api");
  private static final String SOURCE = Source.API.name();

  private final ApiServices listed;
  private final Services services;
  private final AddressPolicy addresses;
  private final InstantSource clock;
  private final boolean source;

  /**
   * @param source whether {@code uproute.services.from} names the API
   */
  public ApiChanges(
      ApiServices listed,
      Services services,
      AddressPolicy addresses,
      InstantSource clock,
      boolean source) {
    this.listed = listed;
    this.services = services;
    this.addresses = addresses;
    this.clock = clock;
    this.source = source;
  }

  /**
   * @param stored the keys as they are in the database; null when it is not there
   * @throws Problem 404, 409 and 412, and 400 with everything that is wrong
   */
  public ListedChange of(Edit edit, String stored) {
    return of(edit, stored, Map.of());
  }

  /**
   * The same.
   *
   * @param together services by their ids that are listed at the same time
   */
  ListedChange of(Edit edit, String stored, Map<String, Service> together) {
    if (!source) {
      throw new Problem(
          409,
          "the API lists no services here: uproute.services.from does not name api",
          List.of());
    }
    Service other = other(edit.id());
    if (other != null && (edit.kind() != Kind.DELETE || stored == null)) {
      throw Problem.key(
          409, "id", edit.id() + " is listed by source " + other.source() + "; change it there");
    }
    if (stored == null && (edit.kind() == Kind.PATCH || edit.kind() == Kind.DELETE)) {
      throw Problem.notFound("monitor", edit.id());
    }
    Preconditions.judge(edit.request(), stored);
    return edit.kind() == Kind.DELETE ? deleted(edit, other) : written(edit, stored, together);
  }

  /** Whether another source lists this id. */
  boolean elsewhere(String id) {
    return other(id) != null;
  }

  /** The service of this id that another source lists; null when there is none. */
  private Service other(String id) {
    Service service = listed(id);
    return service == null || service.source().equals(SOURCE) ? null : service;
  }

  /** The service of this id, of whatever source; null when there is none. */
  private Service listed(String id) {
    return services.current().stream()
        .filter(each -> each.id().equals(id))
        .findFirst()
        .orElse(null);
  }

  /** What another source lists now keeps its history. */
  private ListedChange deleted(Edit edit, Service other) {
    boolean keep = "keep".equals(edit.request().text("history")) || other != null;
    List<List<Object>> purge =
        keep ? List.of() : List.of(List.of(edit.id(), clock.instant().toEpochMilli()));
    return new ListedChange(
        204, edit.id(), null, List.of(), List.of(), List.of(List.of(edit.id())), purge);
  }

  private ListedChange written(Edit edit, String stored, Map<String, Service> together) {
    if (stored == null && listed.ids().size() >= Source.API.most()) {
      throw new Problem(409, "the API lists at most 20,000 services", List.of());
    } else if (stored != null && edit.kind() == Kind.CREATE) {
      throw Problem.key(409, "id", '"' + edit.id() + "\" is the id of another service");
    }
    boolean patch = edit.kind() == Kind.PATCH;
    Node.Fields keys = patch ? merged(edit, stored) : edit.sent();
    WrittenList.Addition addition = listed.addition(keys, edit.places());
    judge(addition.service());
    DependencyRules.judge(
        addition.service(),
        edit.sent(),
        id -> together.containsKey(id) ? together.get(id) : listed(id),
        () -> services.current().stream().map(Service::id).collect(Collectors.toSet()));
    String text = ListedKeys.text(addition.keys());
    if (text.equals(stored)) {
      return new ListedChange(200, edit.id(), text, List.of(), List.of(), List.of(), List.of());
    }
    List<Object> row = List.of(edit.id(), text, clock.instant().toEpochMilli());
    List<String> fresh = stored == null ? List.of(edit.id()) : List.of();
    int status = stored == null ? 201 : 200;
    return new ListedChange(status, edit.id(), text, fresh, List.of(row), List.of(), List.of());
  }

  private static Node.Fields merged(Edit edit, String stored) {
    try {
      return MergePatch.apply(ListedKeys.node(edit.id(), stored), edit.sent());
    } catch (ConfigErrors e) {
      throw new Problem(409, e.getMessage() + "; PUT all of them", List.of());
    }
  }

  /** Says who asked for what is written now. */
  public void log(ApiRequest request, ListedChange change) {
    for (List<Object> row : change.upsertListed()) {
      String what = change.fresh().contains(row.getFirst()) ? "listed" : "changed";
      LOG.info("Service {} is {} by {}", row.getFirst(), what, request.client());
    }
    for (List<Object> row : change.deleteListed()) {
      String history = change.upsertPurge().isEmpty() ? "without" : "with";
      LOG.info(
          "Service {} is deleted by {}, {} its history", row.getFirst(), request.client(), history);
    }
  }

  /** What no single service can show. */
  private void judge(Service service) {
    String objection = addresses.objection(service);
    if (objection != null) {
      throw Problem.key(400, "url", objection);
    }
    for (Service each : services.current()) {
      if (each.id().equals(service.was())) {
        throw Problem.key(
            409, "was", '"' + each.id() + "\" is listed still; its history goes on under that id");
      }
      boolean heartbeat = CheckType.HEARTBEAT.of(service) && !each.id().equals(service.id());
      if (heartbeat && each.target().url().equals(service.target().url())) {
        throw Problem.key(
            409, "url", "has the token of another service; every heartbeat needs one of its own");
      }
    }
  }
}
