package dev.uproute.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.util.LibraryLoaderUtil;

/**
 * SQLite's native part, taken out of the jar once and at once: its driver reads the jar's index
 * anew for each load, compares what it wrote byte by byte, and leaves its file behind when the
 * program is killed.
 */
public final class SqliteLibrary {
  private static boolean loaded;

  private SqliteLibrary() {}

  /**
   * Loads it, once, for the driver, which searches itself where there is none for this system.
   *
   * @throws IllegalStateException when it cannot be loaded, with what the driver says
   */
  public static synchronized void load() {
    if (loaded) {
      return;
    }
    try {
      location();
      SQLiteJDBCLoader.initialize();
    } catch (Exception e) {
      throw new IllegalStateException("SQLite's library cannot be loaded: " + e.getMessage(), e);
    }
    loaded = true;
  }

  private static void location() throws Exception {
    String name = LibraryLoaderUtil.getNativeLibName();
    String packaged = LibraryLoaderUtil.getNativeLibResourcePath() + "/" + name;
    try (InputStream library = SQLiteJDBCLoader.class.getResourceAsStream(packaged)) {
      if (library != null && System.getProperty("org.sqlite.lib.path") == null) {
        location(library, name);
      }
    }
  }

  private static void location(InputStream library, String name) throws Exception {
    Path folder = Files.createTempDirectory("uproute-sqlite-");
    Path file = folder.resolve(name);
    try {
      Files.copy(library, file);
      System.setProperty("org.sqlite.lib.path", folder.toString());
      SQLiteJDBCLoader.initialize();
      Files.delete(file);
      Files.delete(folder);
    } catch (IOException e) {
      // some systems keep a file that is in use
      folder.toFile().deleteOnExit();
      file.toFile().deleteOnExit();
    }
  }
}
