package dev.uproute;

import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** The rules as data: {@code vectors.json}. */
public final class Vectors {
  private Vectors() {}

  /** All cases of one rule, such as {@code uptime}, each with its id before it. */
  public static Stream<Arguments> of(String rule) {
    try (InputStream file = Vectors.class.getResourceAsStream("/vectors.json")) {
      JsonNode cases = new ObjectMapper().readTree(file).required(rule);
      assertFalse(cases.isEmpty(), rule);
      return cases.valueStream().map(each -> Arguments.of(each.required("id").textValue(), each));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
