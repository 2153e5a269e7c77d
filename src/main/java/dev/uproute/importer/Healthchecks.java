package dev.uproute.importer;

import dev.uproute.parse.Node;
import dev.uproute.text.Durations;
import java.text.ParseException;
import java.time.Duration;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TimeZone;
import org.quartz.CronExpression;

/** What Healthchecks answers at {@code /api/v3/checks/}: its checks as heartbeats. */
final class Healthchecks implements Import {
  private static final Duration LONGEST = Duration.ofDays(7);

  /** So many runs are looked at: a year of a daily job. */
  private static final int RUNS = 400;

  /** What is only known there, or asked of it again. */
  private static final Set<String> STATE =
      Set.of(
          "slug",
          "n_pings",
          "last_ping",
          "next_ping",
          "last_duration",
          "started",
          "update_url",
          "pause_url",
          "resume_url",
          "badge_url",
          "uuid",
          "unique_key");

  @Override
  public String name() {
    return "healthchecks";
  }

  @Override
  public boolean recognises(Input input) {
    ImportFile file = input.files().getFirst();
    return file.keys().fields().stream()
        .anyMatch(
            field ->
                field.name().equals("checks")
                    && field.value() instanceof Node.Items list
                    && list.items().stream().allMatch(Healthchecks::check));
  }

  private static boolean check(Node item) {
    return item instanceof Node.Fields group
        && group.fields().stream().anyMatch(f -> f.name().equals("grace"));
  }

  @Override
  public Imported read(Input input) {
    Imported into = Imported.begin();
    FreshIds ids = new FreshIds();
    for (ImportFile file : input.files()) {
      Section top = new Section("", file.group(), into);
      top.groups("checks").forEach(check -> add(check, ids, into));
      top.end();
    }
    return into.inOrder();
  }

  private static void add(Section check, FreshIds ids, Imported into) {
    Map<String, Object> keys = new LinkedHashMap<>();
    String name = check.text("name");
    String slug = check.text("slug");
    boolean named = name != null && !name.isBlank();
    String id = ids.of(null, named ? name : slug == null ? "" : slug);
    keys.put("id", id);
    if (named) {
      keys.put("name", name);
    }
    keys.put("url", "heartbeat:" + token(check, id));
    Duration interval = interval(check);
    keys.put("interval", Durations.text(within(check, "timeout", interval, Duration.ofSeconds(1))));
    Integer grace = check.number("grace");
    if (grace != null) {
      Duration time = within(check, "grace", Duration.ofSeconds(grace), Duration.ZERO);
      keys.put("grace", Durations.text(time));
    }
    if ("paused".equals(check.text("status"))) {
      keys.put("enabled", false);
    }
    tags(check, keys);
    unlike(check);
    into.services().add(new Imported.Entry(check.location(), keys));
  }

  /** The job only needs another host in its address. */
  private static String token(Section check, String id) {
    String address = check.text("ping_url");
    String token = address == null ? "" : address.replaceFirst(".*/", "");
    if (token.matches("[A-Za-z0-9_-]{16,128}")) {
      check.lose("ping_url", "the job has to call /beat/ with the same token at this Uproute");
      return token;
    }
    String variable = id.toUpperCase(Locale.ROOT).replaceAll("\\W", "_") + "_TOKEN";
    String why = "there is no token in it; export with a key that may write, or set " + variable;
    check.lose(address == null ? "unique_key" : "ping_url", why);
    return "{{env:" + variable + "}}";
  }

  private static Duration interval(Section check) {
    String schedule = check.text("schedule");
    String zone = check.text("tz");
    Integer timeout = check.number("timeout");
    if (schedule == null) {
      return Duration.ofSeconds(timeout == null ? 86_400 : timeout);
    }
    Duration longest = longest(schedule, zone == null ? "UTC" : zone);
    String how =
        longest == null
            ? "is no cron expression here; an interval of a day stands for it"
            : "the longest pause of it stands for it: " + Durations.text(longest);
    check.lose("schedule", how);
    return longest == null ? Duration.ofDays(1) : longest;
  }

  /** The longest pause between two runs; null when it cannot be known. */
  private static Duration longest(String schedule, String zone) {
    List<String> crons = KumaCron.quartz(schedule);
    if (crons.size() != 1) {
      return null;
    }
    try {
      CronExpression cron = new CronExpression(crons.getFirst());
      cron.setTimeZone(TimeZone.getTimeZone(zone));
      Date last = cron.getNextValidTimeAfter(new Date());
      long longest = 0;
      for (int i = 0; i < RUNS && last != null; i++) {
        Date next = cron.getNextValidTimeAfter(last);
        longest = next == null ? longest : Math.max(longest, next.getTime() - last.getTime());
        last = next;
      }
      return longest == 0 ? null : Duration.ofMillis(longest);
    } catch (ParseException | RuntimeException _) {
      // Quartz answers some fields with unchecked exceptions
      return null;
    }
  }

  private static Duration within(Section check, String key, Duration time, Duration least) {
    boolean longer = time.compareTo(LONGEST) > 0;
    if (longer || time.compareTo(least) < 0) {
      Duration nearest = longer ? LONGEST : least;
      String shown = Durations.text(time) + " is " + Durations.text(nearest) + " here, ";
      check.lose(key, shown + (longer ? "the longest" : "the shortest"));
      return nearest;
    }
    return time;
  }

  private static void tags(Section check, Map<String, Object> keys) {
    String tags = check.text("tags");
    if (tags != null && !tags.isBlank()) {
      Map<String, Object> all = new LinkedHashMap<>();
      List.of(tags.strip().split("\\s+")).forEach(tag -> all.put(tag, "true"));
      keys.put("tags", all);
    }
  }

  private static void unlike(Section check) {
    STATE.forEach(check::node);
    for (String key : check.names()) {
      String value = key.equals("checks") || check.asked(key) ? "" : check.text(key);
      if (value != null && (value.isEmpty() || value.equals("false"))) {
        check.node(key);
      }
    }
    check.end();
  }
}
