package dev.uproute.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.uproute.api.ApiEdits.Edit;
import dev.uproute.api.ApiEdits.Kind;
import dev.uproute.parse.ConfigErrors;
import dev.uproute.parse.Location;
import dev.uproute.parse.Node;
import dev.uproute.parse.PlainKeys;
import dev.uproute.parse.Pointers;
import dev.uproute.parse.WrittenList;
import dev.uproute.service.Service;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Lists the services of a whole services.yaml: all of them, or none when one is wrong. Thread-safe.
 */
public final class ApiImport {
  private static final String FILE = "body";
  private static final List<String> EXISTING = List.of("refuse", "skip", "replace");

  private final ApiServices listed;
  private final ApiChanges changes;

  public ApiImport(ApiServices listed, ApiChanges changes) {
    this.listed = listed;
    this.changes = changes;
  }

  /**
   * What is asked for.
   *
   * @param existing what becomes of ids that are listed already, but otherwise
   * @param all an edit for each service, in their order
   * @param services those, by their ids
   * @param leftOut keys at the top of what was sent that are no services
   */
  public record Edits(
      String existing, List<Edit> all, Map<String, Service> services, Set<String> leftOut) {}

  /**
   * Reads what was sent.
   *
   * @throws Problem 400 with everything that is wrong in it
   */
  public Edits edits(ApiRequest request, byte[] sent) {
    request.only("existing");
    String existing = request.word("existing", EXISTING);
    Node.Fields whole = ApiBody.keys(sent);
    try {
      WrittenList list = listed.list(FILE, sent);
      List<Edit> all = new ArrayList<>();
      Map<String, Service> services = new HashMap<>();
      for (Service service : list.services()) {
        services.put(service.id(), service);
        Map<String, Object> keys = list.keys(service, false, new ArrayList<>());
        Node.Fields node = PlainKeys.node(new Location(FILE, 0, 0), keys);
        all.add(new Edit(request.of(service.id()), Kind.REPLACE, service.id(), node));
      }
      Set<String> other = new TreeSet<>();
      whole.fields().forEach(field -> other.add(field.name()));
      other.removeAll(List.of("services", "defaults", "allow_empty"));
      return new Edits(existing == null ? EXISTING.getFirst() : existing, all, services, other);
    } catch (ConfigErrors e) {
      throw ApiBody.problem(e, Pointers.of(whole));
    }
  }

  /**
   * What is written, of all together.
   *
   * @throws Problem 400 or 409 with every service that cannot be listed
   */
  public ListedChange changes(Edits edits) {
    List<String> fresh = new ArrayList<>();
    List<List<Object>> rows = new ArrayList<>();
    List<Problem> refused = new ArrayList<>();
    List<Problem.Error> errors = new ArrayList<>();
    Map<String, Service> together = new HashMap<>(edits.services());
    together.keySet().removeIf(id -> stays(edits.existing(), id));
    for (int i = 0; i < edits.all().size(); i++) {
      Edit edit = edits.all().get(i);
      try {
        ListedChange change = change(edits.existing(), edit, together);
        fresh.addAll(change.fresh());
        rows.addAll(change.upsertListed());
      } catch (Problem problem) {
        refused.add(problem);
        for (Problem.Error error : problem.errors()) {
          errors.add(new Problem.Error("/services/" + i + error.pointer(), error.detail()));
        }
      }
    }
    if (!refused.isEmpty()) {
      String detail = String.join("\n", refused.stream().map(Problem::getMessage).toList());
      throw new Problem(refused.getFirst().status(), detail, errors);
    }
    return new ListedChange(200, null, "", fresh, rows, List.of(), List.of());
  }

  private boolean stays(String existing, String id) {
    return existing.equals("skip") && (listed.keys(id) != null || changes.elsewhere(id));
  }

  private ListedChange change(String existing, Edit edit, Map<String, Service> together) {
    ListedChange none =
        new ListedChange(200, edit.id(), "", List.of(), List.of(), List.of(), List.of());
    String stored = listed.keys(edit.id());
    if (stays(existing, edit.id())) {
      return none;
    }
    ListedChange change = changes.of(edit, stored, together);
    boolean other = stored != null && !change.upsertListed().isEmpty();
    if (other && existing.equals("refuse")) {
      String detail = "is listed already, with other keys; existing=replace or existing=skip";
      throw Problem.key(409, "id", '"' + edit.id() + "\" " + detail);
    }
    return change;
  }

  /** What became of each service, by its id. */
  public ObjectNode answer(Edits edits, ListedChange change) {
    ObjectNode answer = ApiAnswers.JSON.createObjectNode();
    ArrayNode created = answer.putArray("created");
    ArrayNode replaced = answer.putArray("replaced");
    ArrayNode left = answer.putArray("left");
    Set<Object> written = new TreeSet<>();
    change.upsertListed().forEach(row -> written.add(row.getFirst()));
    for (Edit edit : edits.all()) {
      boolean fresh = change.fresh().contains(edit.id());
      (fresh ? created : written.contains(edit.id()) ? replaced : left).add(edit.id());
    }
    ArrayNode ignored = answer.putArray("ignored");
    edits.leftOut().forEach(ignored::add);
    return answer;
  }
}
