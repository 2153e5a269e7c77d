package dev.uproute.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.uproute.parse.ConfigErrors;
import dev.uproute.parse.ServiceLists;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Expressions are bounded before they are compiled, and ordinary ones work whatever the stack. */
class ExpressionTest {
  private static final List<String> PIECES =
      List.of(
          "a",
          "é",
          "😀",
          ".",
          "[a-c]",
          "[]x]",
          "[^]x]",
          "[[:digit:]y]",
          "[\\]\\\\]",
          "\\d",
          "\\pL",
          "\\p{Greek}",
          "\\x{41}",
          "\\Q(){9}\\E",
          "\\Q)\\E",
          "(",
          "(?:",
          "(?i:",
          "(?P<n>",
          "(?i)",
          ")",
          ")",
          "|",
          "*",
          "+",
          "?",
          "{3}",
          "{2,}",
          "{0,7}",
          "{1,9}",
          "{,4}",
          "^",
          "$",
          "\\b");

  @Test
  void the_size_is_never_told_too_small() {
    Random random = new Random(11);
    int compiled = 0;
    for (int i = 0; i < 60_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int n = 1 + random.nextInt(12); n > 0; n--) {
        text.append(PIECES.get(random.nextInt(PIECES.size())));
      }
      long size = ExpressionSize.of(text.toString());
      if (size < 20_000) {
        compiled += compiles(text.toString(), size) ? 1 : 0;
      }
    }
    assertTrue(compiled > 5000, compiled + " expressions compiled");
  }

  private static boolean compiles(String text, long size) {
    try {
      int real = Pattern.compile(text).programSize();
      assertTrue(real <= size, text + " has " + real + ", told " + size);
      return true;
    } catch (PatternSyntaxException e) {
      return false;
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a.{0,1000}b",
        "(x{1,1000}){1,3}",
        "x{1000}",
        "(a|bc){2,500}",
        "(?i)[a-z]{0,1000}\\d{0,1000}",
        "^([^,]*,){0,999}end",
        "(foo|bar|baz){1,1000}",
        "\\pL{1,1000}"
      })
  void repeats_up_to_a_thousand_work_on_a_small_stack(String text) throws Exception {
    Thread small = new Thread(null, () -> Expression.of(text), "small", 256 << 10);
    List<Throwable> thrown = new CopyOnWriteArrayList<>();
    small.setUncaughtExceptionHandler((_, e) -> thrown.add(e));
    small.start();
    small.join();
    assertEquals(List.of(), thrown);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(((x{1,100}){1,100}){1,100}){1,100}",
        "((x{1000}){1000}){1000}",
        "(x{1,1000}){1,12}",
        "(?:(?:\\Q)\\Ex{900}){900})",
        "[)](x{1000}){1000}"
      })
  void what_would_fill_the_memory_is_a_mistake_at_its_place(String text) {
    String yaml =
        "services:\n  - { id: a, url: 'http://a.test', expect: { body_matches: '"
            + text
            + "' } }\n";
    ConfigErrors errors = assertThrows(ConfigErrors.class, () -> ServiceLists.parse(yaml));
    assertEquals(1, errors.all().size());
    String sentence = errors.all().getFirst().toString();
    assertTrue(sentence.contains(":2:"), sentence);
    assertTrue(
        sentence.contains("expect.body_matches: \"") && sentence.contains("more than 20,000 steps"),
        sentence);
  }

  @Test
  void a_thousand_large_ones_fit_in_little_memory() {
    List<Expression> all =
        IntStream.range(0, 1000)
            .mapToObj(i -> Expression.of("a.{0,1000}[b-z]{0,1000}" + i))
            .toList();
    for (Expression each : List.of(all.getFirst(), all.getLast())) {
      assertTrue(each.pattern().programSize() > 4000);
    }
  }

  @Test
  void nested_groups_as_deep_as_the_text_is_long_work() {
    String deep = "(".repeat(400) + "a" + ")".repeat(400);
    assertTrue(Expression.of(deep).pattern().matcher("cat").find());
  }
}
