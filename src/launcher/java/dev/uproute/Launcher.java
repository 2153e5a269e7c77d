package dev.uproute;

import java.lang.reflect.InvocationTargetException;

/**
 * The first class of the jar. It is compiled for Java 8, so that an older Java says in one line
 * what is missing instead of naming the version of a class file.
 */
public final class Launcher {
  private static final int LEAST = 25;

  private Launcher() {}

  public static void main(String[] args) throws Throwable {
    String version = System.getProperty("java.specification.version");
    String refusal = refusal(version, System.getProperty("java.home"));
    if (refusal != null) {
      System.err.println(refusal);
      System.exit(3);
    }
    try {
      Class.forName("dev.uproute.Uproute")
          .getMethod("main", String[].class)
          .invoke(null, (Object) args);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  /** Why this Java will not do; null when it does. */
  public static String refusal(String version, String home) {
    return Double.parseDouble(version) < LEAST
        ? "uproute: needs Java " + LEAST + " or newer, this is Java " + version + " in " + home
        : null;
  }
}
