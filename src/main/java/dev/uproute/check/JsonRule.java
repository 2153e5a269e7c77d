package dev.uproute.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.jayway.jsonpath.Configuration;
import com.jayway.jsonpath.JsonPathException;
import com.jayway.jsonpath.PathNotFoundException;
import com.jayway.jsonpath.spi.json.JacksonJsonNodeJsonProvider;
import com.jayway.jsonpath.spi.mapper.JacksonMappingProvider;
import dev.uproute.service.JsonTest;
import java.util.List;

/**
 * The tests of {@code expect.json}. A path that can match several places (wildcards, {@code ..},
 * filters) holds when it matches at least one and the test holds for each. Pure.
 */
final class JsonRule {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();
  private static final Configuration PATHS =
      Configuration.builder()
          .jsonProvider(new JacksonJsonNodeJsonProvider(JSON))
          .mappingProvider(new JacksonMappingProvider(JSON))
          .build();

  private JsonRule() {}

  /** The sentence on the first test that does not hold; null when all do. */
  static String objection(List<JsonTest> tests, Body body) {
    JsonNode root;
    try {
      root = JSON.readTree(body.text());
    } catch (JsonProcessingException e) {
      root = null;
    }
    if (root == null || root.isMissingNode()) {
      return body.cut() ? "body is not JSON in its first 1 MiB" : "body is not JSON";
    }
    for (JsonTest test : tests) {
      String objection = objection(test, root);
      if (objection != null) {
        return objection;
      }
    }
    return null;
  }

  private static String objection(JsonTest test, JsonNode root) {
    JsonNode found;
    try {
      found = test.path().read(root, PATHS);
    } catch (PathNotFoundException e) {
      return "JSON has no " + test.path().getPath() + ", expected " + Sentence.quote(test.text());
    } catch (JsonPathException e) {
      return "JSON does not fit " + Sentence.quote(test.text());
    }
    boolean holds;
    if (test.path().isDefinite()) {
      holds = holds(test, found);
    } else {
      holds = !found.isEmpty();
      for (JsonNode each : found) {
        holds &= holds(test, each);
      }
    }
    return holds
        ? null
        : "JSON is %s, expected %s"
            .formatted(Sentence.quote(found.toString()), Sentence.quote(test.text()));
  }

  private static boolean holds(JsonTest test, JsonNode found) {
    JsonNode value = test.value();
    return switch (test.op()) {
      case "==" -> equal(found, value);
      case "!=" -> !equal(found, value);
      case "<" -> comparable(found, value) && compare(found, value) < 0;
      case "<=" -> comparable(found, value) && compare(found, value) <= 0;
      case ">" -> comparable(found, value) && compare(found, value) > 0;
      case ">=" -> comparable(found, value) && compare(found, value) >= 0;
      case "contains" -> contains(found, value);
      default -> throw new IllegalArgumentException("unknown operator in " + test.text());
    };
  }

  /** 1 and 1.0 are the same number to whoever wrote the test. */
  private static boolean equal(JsonNode a, JsonNode b) {
    return a.isNumber() && b.isNumber() ? compare(a, b) == 0 : a.equals(b);
  }

  private static boolean comparable(JsonNode a, JsonNode b) {
    return a.isNumber() && b.isNumber() || a.isTextual() && b.isTextual();
  }

  private static int compare(JsonNode a, JsonNode b) {
    if (a.isTextual()) {
      return a.textValue().compareTo(b.textValue());
    }
    return a.canConvertToLong()
            && b.canConvertToLong()
            && a.isIntegralNumber()
            && b.isIntegralNumber()
        ? Long.compare(a.longValue(), b.longValue())
        : Double.compare(a.doubleValue(), b.doubleValue());
  }

  private static boolean contains(JsonNode found, JsonNode value) {
    if (found.isArray()) {
      for (JsonNode element : found) {
        if (equal(element, value)) {
          return true;
        }
      }
      return false;
    }
    return found.isTextual() && found.textValue().contains(value.asText());
  }
}
