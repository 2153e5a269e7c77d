package dev.uproute;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Reads all that is printed and logged during all tests, and fails the test during which a secret
 * was among it. JUnit finds it by {@code META-INF/services}.
 */
public final class Spill implements AfterEachCallback, AfterAllCallback {
  private static final Queue<String> SPILLED = new ConcurrentLinkedQueue<>();

  static {
    System.setOut(watched(System.out));
    System.setErr(watched(System.err));
  }

  private static PrintStream watched(PrintStream stream) {
    return new PrintStream(new Watch(stream), true, StandardCharsets.UTF_8);
  }

  @Override
  public void afterEach(ExtensionContext test) {
    look();
  }

  @Override
  public void afterAll(ExtensionContext tests) {
    look();
  }

  /** Fails once for all that was spilled since the last look. */
  static void look() {
    String line = SPILLED.poll();
    SPILLED.clear();
    if (line != null) {
      Secret.assertNone("what was printed", line);
    }
  }

  /** Keeps the line a secret is in. Thread-safe, as two streams may share what is behind it. */
  private static final class Watch extends OutputStream {
    private final PrintStream stream;
    private final StringBuilder line = new StringBuilder();
    private int found;

    private Watch(PrintStream stream) {
      this.stream = stream;
    }

    @Override
    public synchronized void write(int b) {
      read((char) (b & 0xff));
      stream.write(b);
    }

    @Override
    public synchronized void write(byte[] bytes, int from, int count) {
      for (int i = from; i < from + count; i++) {
        read((char) (bytes[i] & 0xff));
      }
      stream.write(bytes, from, count);
    }

    private void read(char c) {
      if (c == '\n') {
        line.setLength(0);
      } else if (line.length() < 1000) {
        line.append(c);
      }
      found = c == Secret.WORD.charAt(found) ? found + 1 : c == Secret.WORD.charAt(0) ? 1 : 0;
      if (found == Secret.WORD.length()) {
        SPILLED.add(line + Secret.WORD);
        found = 0;
      }
    }

    @Override
    public void flush() {
      stream.flush();
    }
  }
}
