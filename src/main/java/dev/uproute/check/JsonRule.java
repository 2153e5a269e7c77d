package dev.uproute.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.jayway.jsonpath.JsonPathException;
import com.jayway.jsonpath.PathNotFoundException;
import dev.uproute.service.Expect;
import dev.uproute.text.Sentence;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;

/**
 * The tests of {@code expect.json}. A path that can match several places (wildcards, {@code ..},
 * slices) holds when it matches at least one and the test holds for each; a function is computed of
 * all of them together. Numbers are compared by their value, exactly. Pure.
 */
final class JsonRule {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  /** 1 and 1.0 are the same number to whoever wrote the test, inside a list too. */
  private static final Comparator<JsonNode> BY_VALUE =
      (a, b) -> a.isNumber() && b.isNumber() ? number(a).compareTo(number(b)) : a.equals(b) ? 0 : 1;

  private JsonRule() {}

  /**
   * The sentence on the first test that does not hold; null when all do.
   *
   * @param what what the text is called: body or answer
   */
  static String objection(
      List<Expect.JsonTest> tests, String what, HttpBody body, JudgeLimit limit) {
    JsonNode root;
    try {
      root = JSON.readTree(body.text());
    } catch (JsonProcessingException e) {
      root = null;
    }
    if (root == null || root.isMissingNode()) {
      return what + " is not JSON" + (body.cut() ? " in its first 1 MiB" : "");
    }
    for (Expect.JsonTest test : tests) {
      String objection = objection(test, root, limit);
      if (objection != null) {
        return objection;
      }
    }
    return null;
  }

  private static String objection(Expect.JsonTest test, JsonNode root, JudgeLimit limit) {
    JsonNode found;
    try {
      found = test.path().read(root, JsonPaths.within(limit));
    } catch (PathNotFoundException e) {
      return "JSON has no " + test.path().getPath() + ", expected " + Sentence.quote(test.text());
    } catch (JsonPaths.TooMany e) {
      return "JSON has too many places for " + Sentence.quote(test.text());
    } catch (JsonPathException e) {
      return "JSON does not fit " + Sentence.quote(test.text());
    }
    if (test.function() != null) {
      JsonNode computed = JsonFunction.apply(test.function(), found);
      if (computed == null) {
        return "JSON is %s, which has no %s(), expected %s"
            .formatted(
                Sentence.quote(found.toString()), test.function(), Sentence.quote(test.text()));
      }
      return holds(test, computed, limit) ? null : invalid(test, computed);
    }
    return holdsFor(test, found, limit) ? null : invalid(test, found);
  }

  private static String invalid(Expect.JsonTest test, JsonNode found) {
    return "JSON is %s, expected %s"
        .formatted(Sentence.quote(found.toString()), Sentence.quote(test.text()));
  }

  private static boolean holdsFor(Expect.JsonTest test, JsonNode found, JudgeLimit limit) {
    if (test.path().isDefinite()) {
      return holds(test, found, limit);
    }
    boolean holds = !found.isEmpty();
    for (JsonNode each : found) {
      holds &= holds(test, each, limit);
    }
    return holds;
  }

  private static boolean holds(Expect.JsonTest test, JsonNode found, JudgeLimit limit) {
    limit.step();
    JsonNode value = test.value();
    return switch (test.op()) {
      case "==" -> equal(found, value);
      case "!=" -> !equal(found, value);
      case "<" -> comparable(found, value) && compare(found, value) < 0;
      case "<=" -> comparable(found, value) && compare(found, value) <= 0;
      case ">" -> comparable(found, value) && compare(found, value) > 0;
      case ">=" -> comparable(found, value) && compare(found, value) >= 0;
      case "contains" -> contains(found, value, limit);
      default -> throw new IllegalArgumentException("unknown operator in " + test.text());
    };
  }

  private static boolean equal(JsonNode a, JsonNode b) {
    return a.equals(BY_VALUE, b);
  }

  private static boolean comparable(JsonNode a, JsonNode b) {
    return a.isNumber() && b.isNumber() || a.isTextual() && b.isTextual();
  }

  private static int compare(JsonNode a, JsonNode b) {
    return a.isTextual() ? a.textValue().compareTo(b.textValue()) : number(a).compareTo(number(b));
  }

  /** The exact value of a number. */
  static BigDecimal number(JsonNode node) {
    return node.decimalValue();
  }

  private static boolean contains(JsonNode found, JsonNode value, JudgeLimit limit) {
    if (found.isArray()) {
      for (JsonNode element : found) {
        limit.step();
        if (equal(element, value)) {
          return true;
        }
      }
      return false;
    }
    return found.isObject()
        ? value.isTextual() && found.has(value.textValue())
        : found.isTextual() && limit.contains(found.textValue(), value.asText());
  }
}
