package dev.uproute.text;

import freemarker.core._CoreAPI;
import freemarker.template.Configuration;
import freemarker.template.Template;
import freemarker.template.Version;
import java.io.IOException;
import java.io.StringWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;

/**
 * How long a template may run and how much it may print: one that loops or recurses for ever must
 * not keep back what others print. Immutable, thread-safe.
 *
 * @param time after which it is interrupted
 * @param length characters
 */
public record Rendering(Duration time, int length) {
  /** For pages, which may list ten thousand services. */
  public static final Rendering PAGE = new Rendering(Duration.ofSeconds(30), 20_000_000);

  /** For what a user wrote for a message, which has to leave within ten seconds. */
  public static final Rendering MESSAGE = new Rendering(Duration.ofSeconds(2), 1_000_000);

  private static final String MARK = Rendering.class.getName();

  /** Gives out templates whose loops end when their thread is interrupted, included ones too. */
  static final class Interruptible extends Configuration {
    Interruptible(Version version) {
      super(version);
    }

    @Override
    public Template getTemplate(
        String name, Locale locale, Object condition, String encoding, boolean ftl, boolean missing)
        throws IOException {
      Template template = super.getTemplate(name, locale, condition, encoding, ftl, missing);
      if (template != null) {
        synchronized (template) {
          if (template.getCustomAttribute(MARK) == null) {
            template.setCustomAttribute(MARK, true);
            _CoreAPI.addThreadInterruptedChecks(template);
          }
        }
      }
      return template;
    }
  }

  /** Keeps what is printed, up to the length. */
  StringWriter writer() {
    return new StringWriter(Math.min(length, 16_384)) {
      @Override
      public void write(char[] text, int from, int count) {
        bounded(count);
        super.write(text, from, count);
      }

      @Override
      public void write(String text, int from, int count) {
        bounded(count);
        super.write(text, from, count);
      }

      @Override
      public void write(String text) {
        write(text, 0, text.length());
      }

      @Override
      public void write(int c) {
        bounded(1);
        super.write(c);
      }

      private void bounded(int more) {
        if (getBuffer().length() + (long) more > length) {
          throw new IllegalStateException(
              String.format(Locale.ROOT, "it prints more than %,d characters", length));
        }
      }
    };
  }

  /**
   * Does the work on a thread of its own.
   *
   * @throws IllegalStateException when it took too long, recursed too deep or printed too much
   * @throws IOException as the work threw it
   */
  String run(Callable<String> work) throws IOException {
    try {
      return LargeStack.call(time, work);
    } catch (IllegalStateException e) {
      if (e.getCause() instanceof IOException failure) {
        throw failure;
      }
      throw e;
    }
  }
}
