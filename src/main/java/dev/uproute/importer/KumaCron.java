package dev.uproute.importer;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cron expressions of five fields, or six with seconds, as Quartz has them: there a weekday has a
 * name, and either the day of the month or that of the week is not given. Where both are, either is
 * meant, which is two expressions. Pure.
 */
final class KumaCron {
  private static final String[] DAYS = {"SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"};
  private static final Pattern FIELD = Pattern.compile("[0-9A-Za-z*,/#?-]+");
  private static final Pattern NUMBER = Pattern.compile("(?<![/#\\d])[0-7](?![\\d])");

  private KumaCron() {}

  /** Empty when it is no such expression. */
  static List<String> quartz(String cron) {
    String[] fields = cron == null ? new String[0] : cron.strip().split("\\s+");
    boolean form = fields.length == 5 || fields.length == 6;
    for (String field : fields) {
      form &= FIELD.matcher(field).matches();
    }
    if (!form) {
      return List.of();
    }
    int first = fields.length - 5;
    String times = (first == 1 ? fields[0] : "0") + " " + fields[first] + " " + fields[first + 1];
    String date = fields[first + 2];
    String month = fields[first + 3];
    String day = days(fields[first + 4]);
    List<String> all = new ArrayList<>();
    boolean everyDate = any(date);
    if (!everyDate || any(day)) {
      all.add(times + " " + (everyDate ? "*" : date) + " " + month + " ?");
    }
    if (!any(day)) {
      all.add(times + " ? " + month + " " + day);
    }
    return all;
  }

  private static boolean any(String field) {
    return field.equals("*") || field.equals("?");
  }

  /** A number of a weekday is its name; a step, or which of the month it is, stays a number. */
  private static String days(String field) {
    Matcher number = NUMBER.matcher(field);
    return number.replaceAll(found -> DAYS[found.group().charAt(0) - '0']);
  }
}
