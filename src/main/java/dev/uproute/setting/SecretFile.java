package dev.uproute.setting;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.apache.camel.spi.PropertiesFunction;

/**
 * {@code {{file:/run/secrets/x}}} in a setting: the text of a small file, without its last line
 * break.
 */
public final class SecretFile implements PropertiesFunction {
  private static final int MOST = 1 << 16;

  @Override
  public String getName() {
    return "file";
  }

  /**
   * @throws IllegalArgumentException when it is no readable text file
   */
  @Override
  public String apply(String name) {
    try {
      Path path = Path.of(name);
      if (Files.size(path) <= MOST) {
        return Files.readString(path).replaceFirst("[\r\n]+$", "");
      }
    } catch (IOException | InvalidPathException e) {
      throw new IllegalArgumentException("{{file:" + name + "}} is not a readable text file", e);
    }
    throw new IllegalArgumentException("{{file:" + name + "}} is larger than 65,536 bytes");
  }
}
