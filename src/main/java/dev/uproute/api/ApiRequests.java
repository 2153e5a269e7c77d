package dev.uproute.api;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads requests of the API from the headers the server hands to a route. Immutable. */
public final class ApiRequests {
  private static final String QUERY = "query-";

  private final ApiTokens tokens;

  public ApiRequests(ApiTokens tokens) {
    this.tokens = tokens;
  }

  /**
   * Who asks for what.
   *
   * @throws Problem 401 when the token is not known, 400 when a parameter comes twice
   */
  public ApiRequest anyone(Map<String, Object> headers) {
    Scope scope = tokens.scope(text(headers.get("Authorization")));
    Map<String, String> query = new TreeMap<>();
    headers.forEach(
        (name, value) -> {
          if (name.startsWith(QUERY)) {
            String parameter = name.substring(QUERY.length());
            if (!(value instanceof String single)) {
              throw Problem.parameter(parameter, String.valueOf(value), "given once");
            }
            query.put(parameter, single);
          }
        });
    return new ApiRequest(
        scope,
        text(headers.get("id")),
        query,
        text(headers.get("If-None-Match")),
        text(headers.get("If-Match")),
        text(headers.get("client-address")));
  }

  /** Two of one header are none of ours. */
  private static String text(Object header) {
    return header == null ? null : header.toString();
  }

  /**
   * The same of whoever may read what is not public.
   *
   * @throws Problem 401, too
   */
  public ApiRequest reader(Map<String, Object> headers) {
    ApiRequest request = anyone(headers);
    if (!request.scope().includes(Scope.READ)) {
      throw Problem.unauthorized("this is for callers with a token");
    }
    return request;
  }

  /**
   * The same of whoever may see, and change, what services are asked with.
   *
   * @throws Problem 401, too, and 403 when the token only reads
   */
  public ApiRequest writer(Map<String, Object> headers) {
    ApiRequest request = reader(headers);
    if (request.scope() != Scope.WRITE) {
      String detail = "this token only reads; uproute.api.token has those that write";
      throw new Problem(403, detail, List.of());
    }
    return request;
  }
}
