package dev.uproute.importer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.uproute.parse.Location;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * One row of a table of another monitor. What is asked for counts as carried over; what nobody
 * asked for and is not as the table has it by itself is lost, and {@link #end} says so. Not
 * thread-safe.
 */
final class SourceRow {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String label;
  private final Location location;
  private final Map<String, Object> values;
  private final Map<String, String> defaults;
  private final Imported into;
  private final Set<String> asked = new HashSet<>();

  /**
   * @param label what people call it, such as {@code monitor "Git"}
   * @param defaults the default of each column as SQL
   * @param into gets the losses
   */
  SourceRow(
      String label,
      Location location,
      Map<String, Object> values,
      Map<String, String> defaults,
      Imported into) {
    this.label = label;
    this.location = location;
    this.values = values;
    this.defaults = defaults;
    this.into = into;
  }

  Location location() {
    return location;
  }

  /** Null when there is none, it is empty, or there is no such column. */
  String text(String column) {
    asked.add(column);
    Object value = values.get(column);
    return value == null || value.toString().isEmpty() ? null : value.toString();
  }

  /** Null when it is none, or there is none. */
  Double decimal(String column) {
    String text = text(column);
    return text != null && text.matches("-?\\d{1,15}(\\.\\d{1,10})?") ? Double.valueOf(text) : null;
  }

  /** The whole part of a number; 0 when there is none. */
  int number(String column) {
    Double value = decimal(column);
    return value == null ? 0 : value.intValue();
  }

  boolean flag(String column) {
    String text = text(column);
    return text != null && text.matches("(?i)1|true");
  }

  /** A text that holds JSON; null when there is none, and when it is none, which is a loss. */
  JsonNode json(String column) {
    String text = text(column);
    try {
      return text == null ? null : JSON.readTree(text);
    } catch (JsonProcessingException _) {
      lose(column, "is not the JSON it should be");
      return null;
    }
  }

  /** These are not carried over on purpose, or matter to nobody. */
  void ignore(String... columns) {
    asked.addAll(Set.of(columns));
  }

  /** Notes that something of it cannot be carried over. */
  void lose(String column, String why) {
    asked.add(column);
    into.lose(location, label + ": " + column, why);
  }

  /** Notes that all of it cannot be carried over. */
  void loseAll(String why) {
    into.lose(location, label, why);
  }

  /**
   * Every column nobody asked for, and that somebody set, is a loss.
   *
   * @param foreign columns that mean nothing for such a row
   */
  void end(Predicate<String> foreign) {
    values.forEach(
        (column, value) -> {
          if (!asked.contains(column) && !foreign.test(column) && set(column, value)) {
            lose(column, "there is nothing like it here");
          }
        });
  }

  private boolean set(String column, Object value) {
    String text = value == null ? "" : value.toString();
    String usual = defaults.get(column);
    String plain = usual == null || usual.equalsIgnoreCase("null") ? "" : unquoted(usual);
    return !text.isEmpty() && !text.equals("[]") && !text.equals(plain);
  }

  /** A default such as {@code 'GET'}, {@code '1'} or {@code true} as the value it gives. */
  private static String unquoted(String sql) {
    String plain = sql.replaceAll("^'|'$", "").replace("''", "'");
    return plain.equals("true") ? "1" : plain.equals("false") ? "0" : plain;
  }
}
