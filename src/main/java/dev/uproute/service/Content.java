package dev.uproute.service;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.Stream;

/**
 * What a file holds at one moment.
 *
 * @param hash SHA-256 of it and of the user's own profiles, in hex
 */
record Content(byte[] bytes, String hash) {

  static Content of(Path file, Path profiles) throws IOException {
    byte[] bytes = bytes(file);
    MessageDigest digest = sha256();
    digest.update(bytes);
    if (Files.isDirectory(profiles)) {
      try (Stream<Path> own = Files.list(profiles)) {
        for (Path profile : own.filter(Files::isRegularFile).sorted().toList()) {
          digest.update(profile.toString().getBytes(StandardCharsets.UTF_8));
          digest.update(bytes(profile));
        }
      }
    }
    return new Content(bytes, HexFormat.of().formatHex(digest.digest()));
  }

  /** One byte more than is read, so that a file that is too large shows. */
  private static byte[] bytes(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(Utf8.LIMIT + 1);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
