package dev.uproute.api;

import dev.uproute.parse.Location;
import dev.uproute.parse.Node;
import dev.uproute.parse.PlainKeys;
import dev.uproute.parse.Pointers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Reads what callers want to change of the services that are listed by the API. What that means is
 * for {@link ApiChanges} to say. Thread-safe.
 */
public final class ApiEdits {
  private final ApiServices listed;

  public ApiEdits(ApiServices listed) {
    this.listed = listed;
  }

  /** What becomes of a service. */
  enum Kind {
    CREATE,
    REPLACE,
    PATCH,
    DELETE
  }

  /**
   * What is asked for.
   *
   * @param id of the service
   * @param sent its keys, or those that are to be others; null when it is to go
   */
  public record Edit(ApiRequest request, Kind kind, String id, Node.Fields sent) {
    Pointers places() {
      return Pointers.of(sent);
    }
  }

  /**
   * A new one; its id is made of its name, or its host, where it has none.
   *
   * @throws Problem 400 with everything that is wrong
   */
  public Edit create(ApiRequest request, byte[] sent) {
    Node.Fields keys = keys(request, sent);
    String id = listed.addition(keys, Pointers.of(keys)).service().id();
    return new Edit(request, Kind.CREATE, id, with(id, keys));
  }

  /** The same under the id of the path, whether there is one or not. */
  public Edit replace(ApiRequest request, byte[] sent) {
    return new Edit(request, Kind.REPLACE, request.id(), with(request.id(), keys(request, sent)));
  }

  /** Some keys of it, as RFC 7396 has it: what is null goes. */
  public Edit patch(ApiRequest request, byte[] sent) {
    return new Edit(request, Kind.PATCH, request.id(), with(request.id(), keys(request, sent)));
  }

  /** It is paused, or goes on. */
  public Edit enable(ApiRequest request, boolean enabled) {
    request.only();
    Node.Fields keys = PlainKeys.node(new Location("body", 0, 0), Map.of("enabled", enabled));
    return new Edit(request, Kind.PATCH, request.id(), with(request.id(), keys));
  }

  /** It goes, and unless {@code history=keep} its history with it. */
  public Edit delete(ApiRequest request) {
    request.only("history");
    request.word("history", List.of("keep", "purge"));
    return new Edit(request, Kind.DELETE, request.id(), null);
  }

  private static Node.Fields keys(ApiRequest request, byte[] sent) {
    request.only();
    return ApiBody.keys(sent);
  }

  /** The id of the path; a body that has another one means another service. */
  private static Node.Fields with(String id, Node.Fields keys) {
    List<Node.Field> fields = new ArrayList<>();
    for (Node.Field field : keys.fields()) {
      if (!field.name().equals("id")) {
        fields.add(field);
      } else if (!(field.value() instanceof Node.Text text && text.value().equals(id))) {
        throw Problem.key(
            400, "id", "is not \"" + id + "\", as the path has it; a service keeps its id");
      }
    }
    fields.addFirst(new Node.Field(keys.location(), "id", new Node.Text(keys.location(), id)));
    return new Node.Fields(keys.location(), List.copyOf(fields));
  }
}
