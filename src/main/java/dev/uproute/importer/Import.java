package dev.uproute.importer;

/**
 * Reads what another monitor was configured with, and what it found. One class for each monitor;
 * {@link Imports} lists them. Reads only: what is written, and where, is for the caller. Needs no
 * thread-safety: a command makes one and uses it once.
 */
public interface Import {
  /** The word of {@code --from}. */
  String name();

  /**
   * Whether files are of this monitor, by their content: what only its files hold is there. Must
   * not throw for a file of any other kind.
   */
  boolean recognises(Input input);

  /**
   * Everything that can be carried over, and one {@link Loss} for each thing that cannot.
   *
   * @throws dev.uproute.parse.ConfigErrors when a file cannot be understood as a whole
   * @throws java.io.UncheckedIOException when one cannot be read
   */
  Imported read(Input input);
}
