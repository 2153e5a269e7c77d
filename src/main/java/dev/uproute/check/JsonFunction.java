package dev.uproute.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;

/** What a line of {@code expect.json} computes of the value a path names. Pure. */
final class JsonFunction {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private JsonFunction() {}

  /**
   * Numbers are computed exactly, an average to 34 digits.
   *
   * @param of an array, or for {@code length} a text or an object, or for {@code keys} an object
   * @return null when there is no such thing of this value, such as the greatest of no numbers
   * @throws IllegalArgumentException for a name that is no function
   */
  static JsonNode apply(String name, JsonNode of) {
    return switch (name) {
      case "length", "size" -> length(of);
      case "keys" -> keys(of);
      case "first" -> of.isArray() ? of.get(0) : null;
      case "last" -> of.isArray() ? of.get(of.size() - 1) : null;
      case "min", "max", "sum", "avg" -> of.isArray() ? computed(name, numbers(of)) : null;
      default -> throw new IllegalArgumentException("there is no function " + name + "()");
    };
  }

  private static JsonNode length(JsonNode of) {
    if (of.isTextual()) {
      return NODES.numberNode(of.textValue().codePointCount(0, of.textValue().length()));
    }
    return of.isContainerNode() ? NODES.numberNode(of.size()) : null;
  }

  private static JsonNode keys(JsonNode of) {
    if (!of.isObject()) {
      return null;
    }
    ArrayNode keys = NODES.arrayNode();
    of.fieldNames().forEachRemaining(keys::add);
    return keys;
  }

  private static List<BigDecimal> numbers(JsonNode array) {
    List<BigDecimal> numbers = new ArrayList<>();
    for (JsonNode each : array) {
      if (each.isNumber()) {
        numbers.add(JsonRule.number(each));
      }
    }
    return numbers;
  }

  private static JsonNode computed(String name, List<BigDecimal> numbers) {
    if (numbers.isEmpty()) {
      return name.equals("sum") ? NODES.numberNode(0) : null;
    }
    BigDecimal sum = BigDecimal.ZERO;
    BigDecimal least = numbers.getFirst();
    BigDecimal most = least;
    for (BigDecimal number : numbers) {
      sum = name.equals("sum") || name.equals("avg") ? sum.add(number, EXACT) : sum;
      least = least.min(number);
      most = most.max(number);
    }
    return NODES.numberNode(
        switch (name) {
          case "min" -> least;
          case "max" -> most;
          case "avg" -> sum.divide(BigDecimal.valueOf(numbers.size()), MathContext.DECIMAL128);
          default -> sum;
        });
  }

  /** 1e999999 + 1 has a million digits: what is computed is kept to a thousand of them. */
  private static final MathContext EXACT = new MathContext(1000);
}
