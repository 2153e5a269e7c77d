package dev.uproute.check;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a command prints, read without ever waiting for it. Java's own pipe would wait for its end,
 * which a daemon that the command leaves behind keeps open, and reads into memory whatever is
 * written there after the command has ended, without a limit. This one is a named pipe of our own.
 * Belongs to one check; not thread-safe.
 */
final class OutputPipe implements AutoCloseable {
  /** Bytes that are kept; the others are read and left out. */
  static final int MOST = 1 << 20;

  /** A pipe of Linux holds so much. */
  private static final int PIECE = 1 << 16;

  private static final int OWNER_ONLY = 0600;

  private final Path name;
  private final RandomAccessFile pipe;
  private final FileInputStream reader;
  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
  private final byte[] piece = new byte[PIECE];
  private boolean cut;

  private OutputPipe(Path name) throws IOException {
    this.name = name;
    // to open it for both does not wait until somebody writes
    this.pipe = new RandomAccessFile(name.toFile(), "rw");
    this.reader = new FileInputStream(pipe.getFD());
  }

  /** Java makes no named pipes, so this call goes to the C library. */
  private static final class C {
    static final MethodHandle MKFIFO = handle();

    @SuppressWarnings("restricted") // name and types are the C library's own
    private static MethodHandle handle() {
      Linker linker = Linker.nativeLinker();
      return linker.downcallHandle(
          linker.defaultLookup().findOrThrow("mkfifo"),
          FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT));
    }

    static int mkfifo(String name) {
      try (Arena arena = Arena.ofConfined()) {
        return (int) MKFIFO.invokeExact(arena.allocateFrom(name), OWNER_ONLY);
      } catch (Error | RuntimeException e) {
        throw e;
      } catch (Throwable e) {
        throw new IllegalStateException("a call to the C library failed", e);
      }
    }
  }

  /**
   * A pipe in a folder of its owner.
   *
   * @throws IOException when there can be none
   */
  static OutputPipe in(Path folder, String name) throws IOException {
    Path path = folder.resolve(name);
    if (C.mkfifo(path.toString()) != 0) {
      throw new IOException("no pipe can be made in " + folder);
    }
    return new OutputPipe(path);
  }

  /** What a process writes to. */
  File end() {
    return name.toFile();
  }

  /** Once the process has it, nobody else needs its name. */
  void forget() throws IOException {
    Files.deleteIfExists(name);
  }

  /** Takes what is there now; false when there is nothing. */
  boolean read() throws IOException {
    int here = Math.min(reader.available(), PIECE);
    if (here <= 0) {
      return false;
    }
    int count = reader.read(piece, 0, here);
    int room = Math.min(count, MOST - kept.size());
    kept.write(piece, 0, room);
    cut |= room < count;
    return true;
  }

  /** Whether more was printed than is kept. */
  boolean cut() {
    return cut;
  }

  /** What is kept; what is not UTF-8 becomes U+FFFD. */
  String text() {
    return kept.toString(StandardCharsets.UTF_8);
  }

  /** Whoever still writes there fails. */
  @Override
  public void close() throws IOException {
    pipe.close();
    forget();
  }
}
