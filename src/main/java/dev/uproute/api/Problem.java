package dev.uproute.api;

import dev.uproute.text.Words;
import java.util.List;

/** Why a request of the API is not answered as asked: a problem of RFC 9457. Immutable. */
public final class Problem extends RuntimeException {
  private final int status;
  private final transient List<Error> errors;

  /**
   * What is wrong at one place.
   *
   * @param pointer a JSON pointer into the body, or the name of a parameter
   */
  public record Error(String pointer, String detail) {}

  Problem(int status, String detail, List<Error> errors) {
    super(detail);
    this.status = status;
    this.errors = List.copyOf(errors);
  }

  static Problem unauthorized(String detail) {
    return new Problem(401, detail + "; send Authorization: Bearer with a token", List.of());
  }

  /** Also of what exists but is not for this caller. */
  static Problem notFound(String what, String id) {
    return new Problem(404, "there is no " + what + " \"" + Words.visible(id) + '"', List.of());
  }

  /** A parameter that is not as allowed. */
  static Problem parameter(String name, String value, String allowed) {
    String shown = value.length() > 80 ? value.substring(0, 80) + "…" : value;
    String detail = '"' + Words.visible(shown) + "\" is not allowed; it must be " + allowed;
    return new Problem(400, name + ": " + detail, List.of(new Error(name, detail)));
  }

  /** What is wrong with one key of what was sent. */
  static Problem key(int status, String key, String detail) {
    return new Problem(status, key + ": " + detail, List.of(new Error("/" + key, detail)));
  }

  public int status() {
    return status;
  }

  List<Error> errors() {
    return errors;
  }
}
