package dev.uproute.service;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.jayway.jsonpath.InvalidPathException;
import com.jayway.jsonpath.JsonPath;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads one line of {@code expect.json}: {@code path op value}. */
final class JsonLine {
  private static final int MOST = 1000;
  private static final Pattern FORM =
      Pattern.compile("(\\$.*?)\\s+(==|!=|<=|>=|<|>|contains)\\s+(\\S.*)");

  private JsonLine() {}

  /** Made when the first line is read: it takes long, and most lists have none. */
  private static final class Json {
    private static final JsonMapper MAPPER =
        JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
  }

  static Reader<JsonTest> reader() {
    return Reader.of(
        "a test like $.status == \"ok\" (==, !=, <, <=, >, >= or contains, and a JSON value)",
        JsonLine::parse);
  }

  private static JsonTest parse(String text) throws Wrong {
    Matcher form = FORM.matcher(text);
    if (text.length() > MOST || !form.matches()) {
      return null;
    }
    return new JsonTest(text, path(text, form.group(1)), form.group(2), value(form.group(3)));
  }

  private static JsonPath path(String line, String text) throws Wrong {
    if (line.replace(" ", "").contains("?(")) {
      throw new Wrong(Mistake.shown(line) + " has a filter expression ?(…); plain paths only");
    }
    try {
      return JsonPath.compile(text);
    } catch (InvalidPathException e) {
      throw new Wrong(Mistake.shown(text) + " is not a JSON path, like $.data[0].status");
    }
  }

  private static JsonNode value(String text) throws Wrong {
    try {
      return Json.MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new Wrong(Mistake.shown(text) + " is not a JSON value; texts need quotes: \"ok\"");
    }
  }
}
