package dev.uproute.notion;

/** What the fake answers instead of what was asked for; needs no stack trace. */
final class FakeError extends RuntimeException {
  private static final long serialVersionUID = 1;

  final int status;
  final String code;

  FakeError(int status, String code, String message) {
    super(message, null, false, false);
    this.status = status;
    this.code = code;
  }

  /** The client sent what Notion does not accept. */
  static FakeError invalid(String message) {
    return new FakeError(400, "validation_error", message);
  }

  static FakeError notFound(String kind, String id) {
    return new FakeError(
        404,
        "object_not_found",
        "Could not find "
            + kind
            + " with ID: "
            + id
            + ". Make sure the relevant pages and databases are shared with your integration.");
  }
}
