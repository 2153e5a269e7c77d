package dev.uproute;

import java.io.File;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;

/**
 * The first class of the jar. It is compiled for Java 8, so that an older Java says in one line
 * what is missing instead of naming the version of a class file. The jars of {@code lib/} in the
 * current folder come behind the program's own classes, in the order of their names.
 */
public final class Launcher {
  private static final int LEAST = 25;

  private Launcher() {}

  public static void main(String[] args) throws Throwable {
    String version = System.getProperty("java.specification.version");
    String refusal = refusal(version, System.getProperty("java.home"));
    if (refusal == null) {
      refusal = extend(System.getProperty("java.class.path"));
    }
    if (refusal != null) {
      System.err.println(refusal);
      System.exit(3);
    }
    try {
      Class.forName("dev.uproute.Uproute")
          .getMethod("main", String[].class)
          .invoke(null, (Object) arguments(args, System.getProperty("launcher.program")));
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  /**
   * What it was called with: a program whose first line names Java passes its own name before it.
   *
   * @param program its name, null when there is none
   */
  static String[] arguments(String[] args, String program) {
    return args.length > 0 && args[0].equals(program)
        ? Arrays.copyOfRange(args, 1, args.length)
        : args;
  }

  /** Why this Java will not do; null when it does. */
  public static String refusal(String version, String home) {
    return Double.parseDouble(version) < LEAST
        ? "uproute: needs Java " + LEAST + " or newer, this is Java " + version + " in " + home
        : null;
  }

  /**
   * Puts the jars of {@code lib/} on the class path, but those that are there already.
   *
   * @return why this Java does not do that; null when it did
   */
  private static String extend(String path) {
    String[] names = new File("lib").list();
    if (names == null) {
      return null;
    }
    Arrays.sort(names);
    String end = File.pathSeparator;
    try {
      for (String name : names) {
        File jar = new File("lib", name);
        if (name.endsWith(".jar") && !(end + path + end).contains(end + jar + end)) {
          append(jar.getAbsolutePath());
        }
      }
      return null;
    } catch (ReflectiveOperationException | RuntimeException e) {
      return "uproute: lib/ is not on the class path; start with java -cp '"
          + (path + end + "lib/*' " + Launcher.class.getName() + ": " + e);
    }
  }

  /**
   * By the method that java.lang.instrument asks of the class loader of the class path; the
   * manifest of our jar opens it. A class loader of our own would not do: threads that Java makes
   * by itself, and drivers that it finds, do not go by that.
   */
  private static void append(String jar) throws ReflectiveOperationException {
    ClassLoader loader = ClassLoader.getSystemClassLoader();
    Method append =
        loader.getClass().getDeclaredMethod("appendToClassPathForInstrumentation", String.class);
    append.setAccessible(true);
    append.invoke(loader, jar);
  }
}
