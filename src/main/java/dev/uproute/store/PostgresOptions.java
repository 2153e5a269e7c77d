package dev.uproute.store;

import dev.uproute.text.Suggestion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.postgresql.PGProperty;
import org.postgresql.jdbc.SslMode;

/**
 * The options in the address of a PostgreSQL database. What is wrong is an {@link
 * IllegalArgumentException} as {@link PostgresAddress#parse} throws it. Pure but for the files that
 * options name.
 */
final class PostgresOptions {
  private static final List<String> FILES = List.of("sslrootcert", "sslcert", "sslkey");

  /** What other programs that take such addresses call an option of the driver. */
  private static final Map<String, String> OTHER_NAMES =
      Map.of(
          "connect_timeout", "connectTimeout",
          "application_name", "ApplicationName",
          "channel_binding", "channelBinding",
          "gssencmode", "gssEncMode");

  private PostgresOptions() {}

  /** By the names the driver has for them; null or empty for none. */
  static Map<String, String> parse(String text) {
    Map<String, String> options = new LinkedHashMap<>();
    for (String each : text == null || text.isEmpty() ? new String[0] : text.split("&")) {
      String[] option = each.split("=", 2);
      String name = PostgresAddress.decoded("option", option[0]);
      String value = option.length == 1 ? "" : PostgresAddress.decoded("option " + name, option[1]);
      if (name.equals("sslrootcert") && value.equals("system")) {
        // libpq's word for the authorities of the machine; here those of Java
        options.put("sslfactory", "org.postgresql.ssl.DefaultJavaSSLFactory");
      } else {
        options.put(OTHER_NAMES.getOrDefault(name, name), value);
      }
    }
    return options;
  }

  /** The driver would ignore an option that it does not know, or find out later. */
  static Map<String, String> judged(Map<String, String> options) {
    List<String> known = Stream.of(PGProperty.values()).map(PGProperty::getName).toList();
    options.forEach(
        (name, value) -> {
          if (!known.contains(name)) {
            throw new IllegalArgumentException(
                "has the unknown option " + name + Suggestion.of(name, known));
          }
          if (FILES.contains(name) && !Files.isReadable(Path.of(value))) {
            throw new IllegalArgumentException(
                "has the option " + name + ", whose file " + value + " cannot be read");
          }
        });
    List<String> modes = Arrays.stream(SslMode.values()).map(mode -> mode.value).toList();
    String mode = options.getOrDefault("sslmode", "prefer");
    if (!modes.contains(mode)) {
      throw new IllegalArgumentException(
          "has the option sslmode=" + mode + "; it must be one of " + String.join(", ", modes));
    }
    return Map.copyOf(options);
  }
}
