package dev.uproute;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.stream.Stream;

/** The rules as data: {@code vectors.json}. */
public final class Vectors {
  private Vectors() {}

  /** All cases of one rule, such as {@code uptime}. */
  public static Stream<JsonNode> of(String rule) {
    try (InputStream file = Vectors.class.getResourceAsStream("/vectors.json")) {
      return new ObjectMapper().readTree(file).required(rule).valueStream();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
