package dev.uproute.parse;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads {@code auth} into the header value it stands for. No part of it is ever shown. */
final class Authorization {
  private static final int MOST = 8192;
  private static final String FORMS = "{basic: {user: …, password: …}} or {bearer: …}";

  private static final ValueParser<String> USER =
      ForeignPlaceholders.inValue(
          Values.secret("a user name without colon and control characters", Authorization::user));
  private static final ValueParser<String> PASSWORD =
      ForeignPlaceholders.inValue(
          Values.secret(
              "a password of at most 8,192 characters without control characters",
              t -> t.length() > MOST || t.codePoints().anyMatch(Characters::control) ? null : t));
  private static final ValueParser<String> TOKEN =
      ForeignPlaceholders.inValue(
          Values.secret(
              "a token of 1 to 8,192 visible ASCII characters",
              t -> t.length() <= MOST && t.matches("[!-~]+") ? t : null));

  private Authorization() {}

  static ValueParser<String> reader() {
    ValueParser<String> parser = Authorization::read;
    return parser.with(Authorization::schema);
  }

  private static ValueSchema schema() {
    ValueSchema user = USER.schema().and("pattern", "^[^:]+$|\\{\\{");
    ValueSchema token = TOKEN.schema().and("pattern", "^[!-~]+$|\\{\\{");
    ValueSchema basic =
        ValueSchema.group(Map.of("user", user, "password", PASSWORD.schema()))
            .needs("user", "password");
    return ValueSchema.group(Map.of("basic", basic, "bearer", token))
        .and("minProperties", 1)
        .and("maxProperties", 1)
        .saying(FORMS);
  }

  private static String read(String key, Node node, List<ConfigError> errors) {
    if (node instanceof Node.Fields(Location _, List<Node.Field> fields) && fields.size() == 1) {
      Node.Field field = fields.getFirst();
      if (field.name().equals("bearer")) {
        String token = TOKEN.read(key + ".bearer", field.value(), errors);
        return token == null ? null : "Bearer " + token;
      }
      if (field.name().equals("basic") && field.value() instanceof Node.Fields basic) {
        return basic(key, basic, errors);
      }
    }
    errors.add(new ConfigError(node.location(), key, "must be " + FORMS));
    return null;
  }

  private static String basic(String key, Node.Fields basic, List<ConfigError> errors) {
    String user = null;
    String password = null;
    int before = errors.size();
    for (Node.Field field : basic.fields()) {
      switch (field.name()) {
        case "user" -> user = USER.read(key + ".basic.user", field.value(), errors);
        case "password" -> password = PASSWORD.read(key + ".basic.password", field.value(), errors);
        default -> errors.add(new ConfigError(field.location(), key, "must be " + FORMS));
      }
    }
    if (user != null && password != null) {
      byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
      return "Basic " + Base64.getEncoder().encodeToString(pair);
    }
    if (errors.size() == before) {
      errors.add(new ConfigError(basic.location(), key, "must be " + FORMS));
    }
    return null;
  }

  /** The inverse: what is written for a header value. */
  static Object plain(String authorization) {
    String rest = authorization.substring(authorization.indexOf(' ') + 1);
    if (authorization.startsWith("Bearer ")) {
      return Map.of("bearer", rest);
    }
    String pair = new String(Base64.getDecoder().decode(rest), StandardCharsets.UTF_8);
    int colon = pair.indexOf(':');
    Map<String, Object> basic = new LinkedHashMap<>();
    basic.put("user", pair.substring(0, colon));
    basic.put("password", pair.substring(colon + 1));
    return Map.of("basic", basic);
  }

  private static String user(String text) {
    boolean bad = text.contains(":") || text.codePoints().anyMatch(Characters::control);
    return bad || text.isEmpty() || text.length() > MOST ? null : text;
  }
}
