package dev.uproute.parse;

import dev.uproute.service.Service;
import dev.uproute.service.Source;
import dev.uproute.text.Words;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The services of all sources as one services.yaml.
 *
 * @param size how many services, in words
 * @param text the file
 * @param notes what of it is not as it runs, one sentence each
 */
public record ExportedList(String size, String text, List<String> notes) {

  /**
   * @param file null when services.yaml is no source
   * @param all the services of all sources, those of the file first
   * @param profiles that a file may name
   * @param secrets whether placeholders are filled in
   */
  public static ExportedList of(
      ServiceFile file, List<Service> all, Profiles profiles, boolean secrets) {
    return of(file, all, List.of(), profiles, secrets);
  }

  /**
   * The same with maintenance that stands in no file.
   *
   * @param planned the keys of each window
   */
  public static ExportedList of(
      ServiceFile file,
      List<Service> all,
      List<Map<String, Object>> planned,
      Profiles profiles,
      boolean secrets) {
    WrittenList written = file == null ? null : file.written();
    Set<String> ids = new HashSet<>();
    all.forEach(service -> ids.add(service.id()));
    Set<String> once = new HashSet<>();
    List<String> notes = new ArrayList<>();
    StringBuilder text = new StringBuilder("services:\n");
    for (Service service : all) {
      if (once.add(service.id().toLowerCase(Locale.ROOT))) {
        Map<String, Object> keys = keys(service, written, profiles, secrets, notes);
        known(service, ids, keys, notes);
        text.append(YamlText.item(PlainKeys.nested(keys), 2));
      }
    }
    List<Map<String, Object>> windows = new ArrayList<>(planned);
    windows.addAll(0, written == null ? List.of() : written.windows());
    append(text, "maintenance", windows);
    if (written != null) {
      append(text, "announcements", written.announcements());
      append(text, "escalation", written.escalations());
      append(text, "on_call", written.onCall());
    }
    String begin = once.isEmpty() ? "allow_empty: true\n" : "";
    return new ExportedList(Words.count(once.size(), "service"), begin + text, notes);
  }

  private static void append(StringBuilder text, String key, List<Map<String, Object>> groups) {
    text.append(groups.isEmpty() ? "" : key + ":\n");
    groups.forEach(each -> text.append(YamlText.item(each, 2)));
  }

  /** What decides when who is notified, and where it is checked from; whoever checks needs none. */
  private static final Set<String> NO_CHECK =
      Set.of(
          Keys.LOCATIONS.name(),
          Keys.QUORUM.name(),
          Keys.DOWN_AFTER.name(),
          Keys.UP_AFTER.name(),
          Keys.ESCALATE_AFTER.name(),
          Keys.REMIND_EVERY.name(),
          Keys.DEPENDS_ON.name(),
          Keys.CHANNELS.name(),
          Keys.ESCALATION.name(),
          Keys.OBJECTIVE_UPTIME.name(),
          Keys.OBJECTIVE_WINDOW.name(),
          Keys.OBJECTIVE_RESPONSE.name(),
          Keys.KEEP.name(),
          Keys.WAS.name());

  /**
   * A services.yaml with no more of these services than a program needs that checks them for this
   * one, placeholders as they are written.
   *
   * @param file null when services.yaml is no source
   */
  public static String checks(ServiceFile file, List<Service> services, Profiles profiles) {
    WrittenList written = file == null ? null : file.written();
    StringBuilder text =
        new StringBuilder(services.isEmpty() ? "allow_empty: true\nservices: []\n" : "services:\n");
    for (Service service : services) {
      Map<String, Object> keys = keys(service, written, profiles, false, new ArrayList<>());
      keys.keySet().removeAll(NO_CHECK);
      text.append(YamlText.item(PlainKeys.nested(keys), 2));
    }
    return text.toString();
  }

  private static Map<String, Object> keys(
      Service service,
      WrittenList written,
      Profiles profiles,
      boolean secrets,
      List<String> notes) {
    if (!service.source().equals(Source.FILE.name())) {
      return WrittenList.keys(service, profiles);
    }
    Set<String> kept = new TreeSet<>();
    Map<String, Object> keys = written.keys(service, secrets, kept);
    if (!kept.isEmpty()) {
      String why =
          secrets
              ? "what it stands for would be taken for a placeholder itself"
              : "--with-secrets fills them in";
      notes.add(service.id() + ": left as placeholders: " + String.join(", ", kept) + "; " + why);
    }
    return keys;
  }

  /** In one file a service depends only on what is in it. */
  private static void known(
      Service service, Set<String> ids, Map<String, Object> keys, List<String> notes) {
    List<String> unknown = service.dependsOn().stream().filter(id -> !ids.contains(id)).toList();
    if (!unknown.isEmpty()) {
      List<String> known = service.dependsOn().stream().filter(ids::contains).toList();
      keys.put("depends_on", known);
      String missing = String.join(", ", unknown);
      notes.add(service.id() + ": depends_on: left out, because nothing lists them: " + missing);
    }
  }
}
