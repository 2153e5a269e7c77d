package dev.uproute.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.uproute.text.Shown;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The fields of one object that was received: each is of its type and size, or a {@link WireError}
 * says which is not. Fields that nobody asks for are left out.
 */
record Fields(String path, ObjectNode json) {
  /** Deeper than anything of ours; a newer Uproute may nest a little more. */
  private static final int DEPTH = 20;

  /** The longest value of a service, a body of 65,536 characters that may be pairs. */
  private static final int TEXT = 131_072;

  /** As large as the largest services.yaml, of which keys are written out. */
  private static final long DOCUMENT = 160L << 20;

  static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(DEPTH)
                          .maxStringLength(TEXT)
                          .maxNameLength(1000)
                          .maxNumberLength(30)
                          .maxDocumentLength(DOCUMENT)
                          .build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /**
   * The object at the top.
   *
   * @throws WireError when it is no JSON object within the limits
   */
  static Fields of(String text) {
    try {
      if (MAPPER.readTree(text) instanceof ObjectNode object) {
        return new Fields("", object);
      }
      throw new WireError("is no JSON object");
    } catch (JsonProcessingException e) {
      String where =
          e.getLocation() == null
              ? ""
              : " in line %d, column %d"
                  .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr());
      throw new WireError(
          "is no JSON within the limits" + where + ": " + Shown.cut(e.getOriginalMessage()));
    }
  }

  private JsonNode value(String name) {
    JsonNode value = json.path(name);
    return value.isNull() || value.isMissingNode() ? null : value;
  }

  private WireError wrong(String name, String allowed) {
    JsonNode value = value(name);
    return new WireError(
        name(name) + ": " + (value == null ? "is missing; it is " : "is not ") + allowed);
  }

  String name(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  boolean has(String name) {
    return value(name) != null;
  }

  Fields group(String name) {
    if (value(name) instanceof ObjectNode object) {
      return new Fields(name(name), object);
    }
    throw wrong(name, "an object");
  }

  List<Fields> groups(String name) {
    JsonNode value = value(name);
    if (value == null || !value.isArray()) {
      throw wrong(name, "a list of objects");
    }
    List<Fields> groups = new ArrayList<>(value.size());
    for (JsonNode each : value) {
      if (!(each instanceof ObjectNode object)) {
        throw wrong(name, "a list of objects");
      }
      groups.add(new Fields(name(name) + "[" + groups.size() + "]", object));
    }
    return groups;
  }

  /** A text, which must be there. */
  String text(String name, int most) {
    String text = optionalText(name, most);
    if (text == null) {
      throw wrong(name, "a text of at most " + most + " characters");
    }
    return text;
  }

  /** Null when it is not there. */
  String optionalText(String name, int most) {
    JsonNode value = value(name);
    if (value != null && (!value.isTextual() || value.textValue().length() > most)) {
      throw wrong(name, "a text of at most " + most + " characters");
    }
    return value == null ? null : value.textValue();
  }

  /** A whole number, which must be there. */
  long number(String name, long least, long most) {
    Long number = optionalNumber(name, least, most);
    if (number == null) {
      throw wrong(name, "a whole number from " + least + " to " + most);
    }
    return number;
  }

  /** Null when it is not there. */
  Long optionalNumber(String name, long least, long most) {
    JsonNode value = value(name);
    if (value == null) {
      return null;
    }
    boolean whole = value.isIntegralNumber() && value.canConvertToLong();
    if (!whole || value.longValue() < least || value.longValue() > most) {
      throw wrong(name, "a whole number from " + least + " to " + most);
    }
    return value.longValue();
  }

  /** False when it is not there. */
  boolean flag(String name) {
    JsonNode value = value(name);
    if (value != null && !value.isBoolean()) {
      throw wrong(name, "true or false");
    }
    return value != null && value.booleanValue();
  }

  /** A time, which must be there. */
  Instant time(String name) {
    Instant time = optionalTime(name);
    if (time == null) {
      throw wrong(name, "a time like 2026-06-17T21:37:00Z");
    }
    return time;
  }

  /** Null when it is not there. */
  Instant optionalTime(String name) {
    try {
      String text = optionalText(name, 40);
      return text == null ? null : Instant.parse(text);
    } catch (DateTimeParseException _) {
      throw wrong(name, "a time like 2026-06-17T21:37:00Z");
    }
  }

  /** One of a few words, or the fallback: a newer Uproute may have more of them. */
  <E extends Enum<E>> E word(String name, Class<E> words, E fallback) {
    String word = text(name, 64).toUpperCase(Locale.ROOT);
    for (E each : words.getEnumConstants()) {
      if (each.name().equals(word)) {
        return each;
      }
    }
    return fallback;
  }
}
