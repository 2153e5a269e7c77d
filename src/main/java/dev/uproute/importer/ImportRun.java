package dev.uproute.importer;

import dev.uproute.parse.PlainKeys;
import dev.uproute.parse.ServiceParser;
import dev.uproute.parse.YamlText;
import dev.uproute.service.Service;
import dev.uproute.text.Words;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import javax.sql.DataSource;

/**
 * One import into one services.yaml: says what it would do, and does it. Nothing is written before
 * the whole file that would be there was read and found to mean what it is meant to. Not
 * thread-safe.
 */
public final class ImportRun {
  private final String from;
  private final Imported imported;
  private final ServicesFile file;
  private final ServiceParser parser;
  private final ImportPlan plan;

  private ImportRun(String from, Imported imported, ServicesFile file, ServiceParser parser) {
    this.from = from;
    this.imported = imported;
    this.file = file;
    this.parser = parser;
    this.plan = ImportPlan.of(imported, file.list());
  }

  /**
   * Reads everything; nothing is written.
   *
   * @param into services.yaml, which need not exist
   * @param parser of that file; it has to take placeholders that are not set
   * @throws dev.uproute.parse.ConfigErrors when a file cannot be understood
   */
  public static ImportRun of(Import from, Input input, Path into, ServiceParser parser)
      throws IOException {
    return new ImportRun(from.name(), from.read(input), ServicesFile.of(into, parser), parser);
  }

  /** Whether everything could be carried over. */
  public boolean complete() {
    return plan.losses().isEmpty();
  }

  /** What could not be carried over. */
  List<Loss> losses() {
    return plan.losses();
  }

  /** What was found of services that are not left out. */
  public List<Imported.History> histories() {
    Set<Object> known = new HashSet<>(plan.there());
    plan.services().forEach(keys -> known.add(keys.get("id")));
    Set<Object> left = new HashSet<>();
    imported.services().forEach(entry -> left.add(entry.keys().get("id")));
    left.removeAll(known);
    return imported.histories().stream().filter(h -> !left.contains(h.service())).toList();
  }

  /**
   * Writes what was found, after {@link #apply}; what is there already is not written again.
   *
   * @param writer the connection of the database that writes
   * @param said gets a sentence for each service of which something was written
   * @throws org.springframework.dao.DataAccessException when the database cannot be written
   */
  public void write(DataSource writer, Consumer<String> said) throws IOException {
    HistoryOwners owners =
        new HistoryOwners(ServicesFile.of(file.path(), parser).list().services());
    HistoryWriter history = new HistoryWriter(writer, from);
    for (Imported.History each : histories()) {
      Imported.History owned = owners.of(each);
      HistoryWriter.Written written = history.write(owned, owned.name(), owned.degradedIsOnline());
      if (written.results() + written.sums() > 0) {
        said.accept(owners.said(owned, written));
      }
    }
  }

  /** Prints what would be added, what is there already, and what is lost, each with its place. */
  public void print(PrintStream out) {
    out.printf(
        "From %s: %s, %s, %s%s%n",
        from,
        Words.count(imported.services().size(), "service"),
        Words.count(imported.windows().size(), "maintenance window"),
        Words.count(imported.settings().size(), "setting"),
        imported.histories().isEmpty()
            ? ""
            : ", the history of " + Words.count(imported.histories().size(), "service"));
    block(out, "To be added to " + file.path(), yaml());
    block(out, "There already", plan.there());
    block(out, "For application.properties", SettingLines.shown(imported.settings()));
    block(out, "Not carried over", plan.losses().stream().map(Loss::toString).toList());
  }

  private static void block(PrintStream out, String title, List<String> lines) {
    if (!lines.isEmpty()) {
      out.printf("%n%s:%n", title);
      lines.forEach(line -> out.println("  " + line));
    }
  }

  private List<String> yaml() {
    StringBuilder text = new StringBuilder();
    for (Map<String, Object> keys : plan.services()) {
      text.append(YamlText.item(PlainKeys.nested(Secrets.hidden(keys)), 0));
    }
    text.append(plan.windows().isEmpty() ? "" : "maintenance:\n");
    plan.windows().forEach(keys -> text.append(YamlText.item(keys, 2)));
    return text.toString().lines().toList();
  }

  /**
   * Writes services and windows into the list, and settings beside it.
   *
   * @return one sentence for each file
   */
  public List<String> apply() throws IOException {
    Path settings = file.path().resolveSibling(SettingLines.FILE);
    int lines = SettingLines.write(settings, imported.settings());
    String listed = "nothing new for " + file.path();
    if (!plan.services().isEmpty() || !plan.windows().isEmpty()) {
      String whole = file.with(plan.services(), plan.windows());
      judge(whole);
      file.write(whole);
      listed = file.path() + ": " + Words.count(plan.services().size(), "service") + " added";
    }
    return lines == 0
        ? List.of(listed)
        : List.of(
            listed,
            settings
                + ": "
                + Words.count(lines, "setting")
                + "; take what you want into application.properties");
  }

  /** What was there has to mean the same as before. */
  private void judge(String whole) {
    List<Service> now =
        parser.listing(file.path().toString(), whole.getBytes(StandardCharsets.UTF_8)).services();
    List<Service> before = file.list().services();
    boolean same = now.size() == before.size() + plan.services().size();
    if (!same || !now.subList(0, before.size()).equals(before)) {
      throw new IllegalStateException(
          file.path()
              + " would not say the same as before; nothing is written. Import into a new file");
    }
  }
}
