package dev.uproute.importer;

import java.util.List;
import java.util.stream.Collectors;

/** The monitors that can be imported from. */
public final class Imports {
  private final List<Import> all;

  public Imports() {
    this(
        List.of(
            new Kuma(),
            new Gatus(),
            new GatusStore(),
            new Blackbox(),
            new Upptime(),
            new Healthchecks(),
            new OlderChecks(),
            new ServiceChecks()));
  }

  Imports(List<Import> all) {
    this.all = all;
  }

  /** The words of {@code --from}. */
  public List<String> names() {
    return all.stream().map(Import::name).toList();
  }

  /**
   * The one of a word, or the one that files are of.
   *
   * @param from null when it is to be found out
   * @throws IllegalArgumentException when there is none, or more than one
   */
  public Import of(String from, Input input) {
    List<Import> fit =
        all.stream()
            .filter(i -> input.database() == null || i instanceof TableImport)
            .filter(i -> from == null ? i.recognises(input) : i.name().equals(from))
            .toList();
    if (fit.size() == 1) {
      return fit.getFirst();
    }
    if (from == null && fit.isEmpty()) {
      // a file that cannot be understood is of none; this says why
      input.files().stream().filter(ImportFile::text).forEach(ImportFile::content);
    }
    String files =
        input.database() == null
            ? input.files().stream().map(ImportFile::name).collect(Collectors.joining(", "))
            : input.database().toString();
    String what =
        from == null ? files + (fit.isEmpty() ? " is of none" : " may be of several") : "";
    String which =
        fit.isEmpty() ? names().toString() : fit.stream().map(Import::name).toList().toString();
    throw new IllegalArgumentException(
        from == null
            ? what + " of the monitors that can be imported; --from names one of " + which
            : "--from " + from + " is not one of " + which);
  }
}
