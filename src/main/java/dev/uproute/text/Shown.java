package dev.uproute.text;

/** How messages show what somebody wrote. */
public final class Shown {
  private static final int MOST = 60;

  private Shown() {}

  /** Quoted and cut. */
  public static String quoted(String value) {
    return '"' + cut(value) + '"';
  }

  /** At most 60 characters, and an ellipsis where some are left out. */
  public static String cut(String text) {
    boolean fits = text.codePointCount(0, text.length()) <= MOST;
    return fits ? text : text.substring(0, text.offsetByCodePoints(0, MOST)) + "…";
  }
}
