package dev.uproute.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.uproute.ServiceBuilder;
import dev.uproute.parse.JsonLine;
import dev.uproute.service.Expect;
import dev.uproute.service.Expression;
import dev.uproute.text.Sentence;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.message.BasicHeader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The order of the rules and the sentence of each. */
class JudgeTest {
  private static final String JSON =
      """
      {"status":"ok","n":3,"f":1.0,"big":1e1000000000,"list":["a","b"],"none":null,
       "items":[{"up":true},{"up":true}],"text":"<script>\\u001b[2J",
       "nums":[0.1,0.2],"counter":12345678901234567891,"exact":0.10000000000000000001,"exp":1e2,
       "pair":[1.0,2]}""";

  private static Result judge(ServiceBuilder given, int status, String body, Header... headers) {
    Evidence evidence = new Evidence(status, 183_000L, Evidence.Timings.NONE, "127.0.0.1", 1, null);
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    HttpAnswer answer = new HttpAnswer(null, status, headers, bytes, false, evidence);
    return new Judge().http(given.attempt(), answer);
  }

  private static ServiceBuilder given() {
    return ServiceBuilder.url("http://127.0.0.1/");
  }

  private static Expect.JsonTest json(String text) {
    return JsonLine.of(text);
  }

  @Test
  void the_first_rule_that_matches_wins() {
    ServiceBuilder given = given();
    given.bot = List.of("captcha");
    given.degradedStatus = ServiceBuilder.range(500, 599);
    given.bodyContains = "Welcome";
    given.slowerThan = Duration.ofMillis(100);
    assertEquals(
        "bot protection: body contains \"captcha\"", judge(given, 503, "captcha").reason());
    assertEquals("HTTP 503 means degraded", judge(given, 503, "").reason());
    assertEquals("HTTP 404, expected 200-399", judge(given, 404, "").reason());
    assertEquals("body does not contain \"Welcome\"", judge(given, 200, "hello").reason());
    assertEquals("HTTP 200 in 183 ms, slower than 100ms", judge(given, 200, "Welcome").reason());
    given.slowerThan = Duration.ofMillis(183);
    assertEquals("HTTP 200 in 183 ms", judge(given, 200, "Welcome").reason());
  }

  @Test
  void a_status_that_does_not_exist_is_never_expected() {
    ServiceBuilder given = given();
    given.httpStatus = ServiceBuilder.range(1, 999);
    given.degradedStatus = ServiceBuilder.range(1, 999);
    assertEquals("HTTP 999, expected 1-999", judge(given, 999, "").reason());
    assertEquals(Status.DEGRADED, judge(given, 599, "").status());
  }

  @ParameterizedTest(name = "{0} → {1}")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          $.status == "ok"        | -
          $.status == "OK"        | JSON is ""ok"", expected "$.status == "OK""
          $.status != "down"      | -
          $.n == 3.0              | -
          $.f == 1                | -
          $.n >= 3                | -
          $.n < 3                 | JSON is "3", expected "$.n < 3"
          $.big > 5               | -
          $.status < 5            | JSON is ""ok"", expected "$.status < 5"
          $.status contains "o"   | -
          $.list contains "b"     | -
          $.list contains "c"     | JSON is "["a","b"]", expected "$.list contains "c""
          $.none == null          | -
          $.items[*].up == true   | -
          $..nothing == true      | JSON is "[]", expected "$..nothing == true"
          $.list.length() == 2    | -
          $.list.size() > 2       | JSON is "2", expected "$.list.size() > 2"
          $.length() > 5          | -
          $.status.length() == 2  | -
          $.n.length() == 1       | JSON is "3", which has no length(), expected "$.n.length() == 1"
          $.items[*].length() == 2 | -
          $.items[0].keys() contains "up" | -
          $.list.first() == "a"   | -
          $.list.last() == "b"    | -
          $.none.last() == 1      | JSON is "null", which has no last(), expected "$.none.last() == 1"
          $.nums.sum() == 0.3     | -
          $.nums.avg() == 0.15    | -
          $.nums.min() == 0.1     | -
          $.nums.max() < 0.2      | JSON is "0.2", expected "$.nums.max() < 0.2"
          $..up.length() == 2     | -
          $.counter == 12345678901234567891  | -
          $.counter == 12345678901234567890  | JSON is "12345678901234567891", expected "$.counter == 12345678901234567890"
          $.counter > 12345678901234567890   | -
          $.counter < 1e20        | -
          $.exact == 0.1          | JSON is "0.10000000000000000001", expected "$.exact == 0.1"
          $.exp == 100            | -
          $.exp == 1E2            | -
          $.exp != 100.0          | JSON is "1E+2", expected "$.exp != 100.0"
          $.big == 1e1000000000   | -
          $.big < 1e1000000001    | -
          $.pair == [1, 2.0]      | -
          $.pair contains 1       | -
          $.items[0] == {"up": true} | -
          $.items[0] contains "up" | -
          $['n','f'] == {"n":3,"f":1} | -
          $.list[-1] == "b"       | -
          $.list[0:1] == "a"      | -
          $.missing == 1          | JSON has no $['missing'], expected "$.missing == 1"
          $.status.deeper == 1    | JSON has no $['status']['deeper'], expected "$.status.deeper == 1"
          """)
  void json_is_judged_by_paths(String test, String objection) throws Exception {
    ServiceBuilder given = given();
    given.json = List.of(json(test));
    Result result = judge(given, 200, JSON);
    assertEquals(objection == null ? "HTTP 200 in 183 ms" : objection, result.reason());
  }

  @Test
  void what_is_not_json_is_said_so() throws Exception {
    ServiceBuilder given = given();
    given.json = List.of(json("$.a == 1"));
    for (String body : List.of("", "<html>", "{\"a\":1} trailing", "[".repeat(5000))) {
      assertEquals("body is not JSON", judge(given, 200, body).reason());
    }
  }

  @Test
  void a_reason_never_carries_control_characters_or_more_than_200() throws Exception {
    ServiceBuilder given = given();
    given.json = List.of(json("$.text == 1"));
    String reason = judge(given, 200, JSON).reason();
    assertTrue(reason.codePoints().noneMatch(Character::isISOControl), reason);
    String bidi = "a\u202Eb\uD800c";
    assertEquals("a\uFFFDb\uFFFDc", Sentence.clean(bidi));
    assertEquals(200, Sentence.clean("x".repeat(500)).length());
    assertTrue(Sentence.clean("😀".repeat(200)).length() <= 200);
    assertEquals("x".repeat(200), Sentence.clean("x".repeat(200)));
  }

  @Test
  void headers_and_expressions_are_judged() {
    ServiceBuilder given = given();
    given.headers = Map.of("content-type", "json");
    Header html = new BasicHeader("Content-Type", "text/html");
    assertEquals("no header content-type", judge(given, 200, "").reason());
    assertEquals(
        "header content-type is \"text/html\", expected \"json\"",
        judge(given, 200, "", html).reason());
    Header json = new BasicHeader("CONTENT-TYPE", "application/json");
    given.bodyMatches = Expression.of("v[0-9]+");
    assertEquals("body does not match \"v[0-9]+\"", judge(given, 200, "vx", json).reason());
    assertEquals(Status.UP, judge(given, 200, "is v17", json).status());
  }

  @Test
  void an_expression_made_to_explode_takes_linear_time() {
    ServiceBuilder given = given();
    given.bodyMatches = Expression.of("^(a+)+$");
    long begun = System.nanoTime();
    judge(given, 200, "a".repeat(100_000) + "!");
    assertTrue(System.nanoTime() - begun < 20_000_000_000L);
  }
}
