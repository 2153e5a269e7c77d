package dev.uproute.parse;

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
 * What a file holds at one time.
 *
 * @param hash SHA-256 of it and of the user's own profiles, in hex
 */
record FileContent(byte[] bytes, String hash) {

  /** One byte more than is allowed at most, so that a file that is too large shows. */
  static FileContent of(Path file, Path profiles) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(Utf8.LIMIT + 1);
      MessageDigest digest = sha256();
      digest.update(bytes);
      return new FileContent(bytes, hash(digest, profiles));
    }
  }

  /** The hash alone, piece by piece: it is asked for every second, of up to 40 MiB. */
  static String hash(Path file, Path profiles) throws IOException {
    MessageDigest digest = sha256();
    add(digest, file);
    return hash(digest, profiles);
  }

  private static String hash(MessageDigest digest, Path profiles) throws IOException {
    if (Files.isDirectory(profiles)) {
      try (Stream<Path> own = Files.list(profiles)) {
        for (Path profile : own.filter(Files::isRegularFile).sorted().toList()) {
          digest.update(profile.toString().getBytes(StandardCharsets.UTF_8));
          add(digest, profile);
        }
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static void add(MessageDigest digest, Path file) throws IOException {
    byte[] piece = new byte[1 << 16];
    int rest = Utf8.LIMIT + 1;
    try (InputStream in = Files.newInputStream(file)) {
      for (int n = in.read(piece); n > 0; n = in.read(piece, 0, Math.min(piece.length, rest))) {
        digest.update(piece, 0, n);
        rest -= n;
      }
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
