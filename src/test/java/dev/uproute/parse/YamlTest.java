package dev.uproute.parse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.uproute.Wait;
import java.lang.ref.WeakReference;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class YamlTest {
  private static final String GOOD = "services:\n  - url: https://example.org\n";

  private static String refused(byte[] bytes) {
    return assertThrows(ConfigErrors.class, () -> Yaml.read("f", bytes)).getMessage();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void a_byte_order_mark_is_accepted() {
    assertEquals(Yaml.read("f", utf8(GOOD)), Yaml.read("f", utf8("\uFEFF" + GOOD)));
  }

  @Test
  void windows_line_ends_are_accepted() {
    assertEquals(Yaml.read("f", utf8(GOOD)), Yaml.read("f", utf8(GOOD.replace("\n", "\r\n"))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE"})
  void utf_16_is_refused(String charset) {
    String marked = charset.equals("UTF-16") ? GOOD : "\uFEFF" + GOOD;
    assertEquals(
        "f:1:1: is UTF-16; save it as UTF-8", refused(marked.getBytes(Charset.forName(charset))));
  }

  @Test
  void bytes_that_are_not_utf_8_are_refused_with_their_line() {
    byte[] bytes = ("a: x\nb: caf\u00e9\n").getBytes(StandardCharsets.ISO_8859_1);
    assertEquals("f:2:7: is not UTF-8 from here on", refused(bytes));
    assertEquals(
        "f:1:4: is not UTF-8 from here on", refused(new byte[] {'a', ':', ' ', (byte) 0xC3}));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 8_190, 8_191, 8_192, 20_000})
  void what_is_no_text_is_found_wherever_it_stands(int before) {
    byte[] bytes = utf8("\uFEFF" + "# é\n".repeat(before) + "a: x\u0007");
    assertEquals(
        "f:%d:5: contains the control character U+0007".formatted(before + 1), refused(bytes));
    bytes[bytes.length - 1] = (byte) 0xE2;
    assertEquals("f:%d:5: is not UTF-8 from here on".formatted(before + 1), refused(bytes));
  }

  @Test
  void the_sign_for_what_could_not_be_decoded_may_be_written() {
    Node.Items items = (Node.Items) Yaml.read("f", utf8("[\uFFFD]"));
    assertEquals("\"\uFFFD\"", items.items().getFirst().toString());
  }

  @Test
  void a_line_has_at_most_65_536_characters() {
    assertEquals("a single value", Yaml.read("f", utf8("\n" + "x".repeat(65_536))).kind());
    assertEquals(
        "f:2:1: a line longer than 65,536 characters", refused(utf8("\n" + "x".repeat(65_537))));
  }

  @Test
  void a_file_larger_than_the_limit_is_refused_unread() {
    assertEquals("f: is larger than 40 MiB", refused(new byte[Utf8.LIMIT + 1]));
  }

  @Test
  void an_alias_stands_for_what_it_names() {
    Node tree = Yaml.read("f", utf8("a: &x [1, 2]\nb: *x\n"));
    Node.Fields fields = (Node.Fields) tree;
    assertEquals(fields.fields().get(0).value(), fields.fields().get(1).value());
  }

  @Test
  void items_of_a_long_list_are_taken_as_they_come_and_not_kept() {
    Deque<WeakReference<Node>> taken = new ArrayDeque<>();
    Yaml.Taker taker =
        new Yaml.Taker() {
          @Override
          public void begin(Map<String, Node.Field> before) {
            assertEquals(Set.of("a"), before.keySet());
          }

          @Override
          public void take(Node item) {
            assertTrue(taken.isEmpty() || gone(taken.getLast()), "the item before is kept");
            taken.add(new WeakReference<>(item));
          }
        };

    Node rest = Yaml.read("f", utf8("a: b\nlong: [{ x: 1 }, { x: 2 }, 3]\nc: d\n"), "long", taker);

    assertEquals(3, taken.size());
    Node.Items list = (Node.Items) ((Node.Fields) rest).fields().get(1).value();
    assertEquals(new Node.Items(new Location("f", 2, 7), List.of()), list);
  }

  private static boolean gone(WeakReference<Node> item) {
    try {
      return Wait.until(
          Duration.ofSeconds(10),
          () -> {
            System.gc();
            return item.get() == null;
          });
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void yaml_1_2_makes_no_flags_of_words() {
    Node.Items items = (Node.Items) Yaml.read("f", utf8("[no, 1e3, 017, 12:30:00, null, 'null']"));
    assertEquals(
        List.of("\"no\"", "\"1e3\"", "\"017\"", "\"12:30:00\""),
        items.items().stream().limit(4).map(Node::toString).toList());
    assertEquals("nothing", items.items().get(4).kind());
    assertEquals("\"null\"", items.items().get(5).toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"flow", "block", "scalar", "aliases"})
  void bombs_are_refused_quickly(String bomb) {
    String text =
        switch (bomb) {
          case "flow" -> "a: " + "[".repeat(1_000_000);
          case "block" -> "- ".repeat(30_000) + "x";
          case "scalar" -> "a: " + "x".repeat(4_000_000);
          default -> {
            StringBuilder yaml = new StringBuilder("a0: &a0 [x]\n");
            for (int i = 1; i < 40; i++) {
              yaml.append("a%d: &a%d [%s]\n".formatted(i, i, ("*a" + (i - 1) + ", ").repeat(9)));
            }
            yield yaml.toString();
          }
        };
    assertTimeoutPreemptively(
        Duration.ofSeconds(2), // 100 ms, and the rest for a cold and busy machine
        () -> assertThrows(ConfigErrors.class, () -> Yaml.read("f", utf8(text))));
  }
}
