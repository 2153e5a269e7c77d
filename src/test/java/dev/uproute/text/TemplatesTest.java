package dev.uproute.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.uproute.Wait;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A template that never ends is told with its file, and its thread ends. */
class TemplatesTest {
  /** The time is short only where it is what ends the template. */
  private static Rendering small(boolean late) {
    return new Rendering(late ? Duration.ofSeconds(1) : Duration.ofMinutes(5), 10_000);
  }

  @TempDir Path folder;

  private Templates templates(boolean late) throws IOException {
    Templates templates =
        new Templates(folder, "templates/alert", "the packaged one is used", small(late));
    templates.reread();
    return templates;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          <#list 1.. as x></#list>                          | it took longer than 1 s
          <#include "inner.ftl">                            | it took longer than 1 s
          <#list 1.. as x>${x}</#list>                      | it prints more than 10,000 characters
          <#macro m><@m/></#macro><@m/>                     | – the packaged one is used
          <#function f x><#return f(x)></#function>${f(1)}  | – the packaged one is used
          """)
  void one_that_never_ends_is_a_sentence(String template, String sentence) throws Exception {
    Files.writeString(folder.resolve("text.ftl"), template);
    Files.writeString(folder.resolve("inner.ftl"), "<#list 1.. as x></#list>");
    boolean late = sentence.contains("longer");
    IOException invalid =
        assertThrows(IOException.class, () -> templates(late).render("text.ftl", Map.of()));
    assertTrue(
        invalid.getMessage().startsWith(folder.resolve("text.ftl") + ":"), invalid.getMessage());
    assertTrue(invalid.getMessage().contains(sentence), invalid.getMessage());
    assertTrue(Wait.until(Wait.LONG, () -> !running()), "its thread ends");
  }

  private static boolean running() {
    return Thread.getAllStackTraces().keySet().stream()
        .anyMatch(thread -> thread.getName().equals("large-stack"));
  }

  @Test
  void one_that_ends_is_rendered_again_and_again() throws Exception {
    Files.writeString(folder.resolve("text.ftl"), "<#list 1..3 as x>${x}</#list> ${name}");
    Templates templates = templates(false);
    for (int i = 0; i < 3; i++) {
      assertEquals("123 a", templates.render("text.ftl", Map.of("name", "a")));
    }
  }
}
