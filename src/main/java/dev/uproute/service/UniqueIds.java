package dev.uproute.service;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Finds ids that are used twice in one list, ignoring case: they are file names too. */
final class UniqueIds {
  private final Map<String, Place> first = new HashMap<>();

  void add(Entry entry, List<Mistake> mistakes) {
    String id = entry.id();
    Place twin = id == null ? null : first.putIfAbsent(id.toLowerCase(Locale.ROOT), entry.place());
    if (twin != null) {
      String way = entry.idWritten() ? "ids are unique, ignoring case" : "write an id for this one";
      String message = "is already the id of the service in line " + twin.line();
      mistakes.add(
          new Mistake(entry.idPlace(), "id", Mistake.shown(id) + " " + message + "; " + way));
    }
  }
}
