package dev.uproute;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.AssertionFailedError;
import org.slf4j.LoggerFactory;

/** The watch over all tests must be able to bark. */
class SpillTest {
  @TempDir Path folder;

  private static String bark() {
    return assertThrows(AssertionFailedError.class, Spill::look).getMessage();
  }

  @Test
  void a_secret_that_is_logged_or_printed_fails_the_test() {
    LoggerFactory.getLogger(SpillTest.class).warn("the token is {}-0123", Secret.WORD);
    String message = bark();
    assertTrue(message.endsWith("the token is …"), message);
    System.out.print("two c4c4");
    System.out.println("n4ry halves");
    assertTrue(bark().endsWith("two c4…"));
    System.err.println("error " + Secret.WORD);
    assertTrue(bark().endsWith("error …"));
    Spill.look();
  }

  @Test
  void a_secret_in_what_a_program_wrote_is_found() throws Exception {
    Secret.assertNone(folder.resolve("nosuch"));
    Path file = Files.writeString(folder.resolve("page.html"), "<b>" + Secret.WORD);
    String message =
        assertThrows(AssertionFailedError.class, () -> Secret.assertNone(folder)).getMessage();
    assertEquals(file + " shows a secret: <b>…", message);
  }
}
