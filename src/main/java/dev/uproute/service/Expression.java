package dev.uproute.service;

import com.google.re2j.Pattern;
import dev.uproute.text.LargeStack;
import java.lang.ref.SoftReference;
import java.time.Duration;

/**
 * A regular expression as RE2/J understands it. The compiled form may be thrown away when memory is
 * short and is made again when it is needed: a list of many large expressions must not fill the
 * heap. Immutable to its users, thread-safe; equal when the texts are.
 */
public final class Expression {
  /** Instructions a compiled expression may have: {@code .{0,1000}} takes 2,000. */
  public static final int MOST = 20_000;

  /** Compiling recurses; what is larger than this gets a stack of its own. */
  private static final int SMALL = 200;

  private static final Duration COMPILE = Duration.ofSeconds(5);

  private final String text;
  private final boolean small;
  private volatile SoftReference<Pattern> compiled;

  private Expression(String text, boolean small) {
    this.text = text;
    this.small = small;
    this.compiled = new SoftReference<>(compile());
  }

  /**
   * @throws com.google.re2j.PatternSyntaxException when RE2 does not understand it
   * @throws IllegalArgumentException when it is larger than {@link #MOST}
   */
  public static Expression of(String text) {
    long size = ExpressionSize.of(text);
    if (size > MOST) {
      throw new IllegalArgumentException("more than " + MOST + " instructions: " + size);
    }
    return new Expression(text, size <= SMALL);
  }

  /** The compiled form. */
  public Pattern pattern() {
    Pattern pattern = compiled.get();
    if (pattern == null) {
      pattern = compile();
      compiled = new SoftReference<>(pattern);
    }
    return pattern;
  }

  private Pattern compile() {
    return small ? Pattern.compile(text) : LargeStack.call(COMPILE, () -> Pattern.compile(text));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Expression expression && text.equals(expression.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  /** As it was written. */
  @Override
  public String toString() {
    return text;
  }
}
