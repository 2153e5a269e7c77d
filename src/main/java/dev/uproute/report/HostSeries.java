package dev.uproute.report;

import dev.uproute.check.HostFigures;
import dev.uproute.check.Perfdata;
import dev.uproute.service.CheckType;
import dev.uproute.service.Service;
import dev.uproute.store.Store;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/**
 * What the checks of a host, or a command, measured in any time, as far back as results are kept,
 * as lines for charts. Thread-safe. Throws {@link org.springframework.dao.DataAccessException} when
 * the database cannot be read.
 */
public final class HostSeries {
  /** What a page shows, and the parts of it. */
  public static final Duration DAY = Duration.ofDays(1);

  static final Duration PART = Duration.ofMinutes(10);

  private static final int MOST = 1_000;
  private static final MathContext FIVE_DIGITS = new MathContext(5);

  private final NamedParameterJdbcTemplate reader;

  /**
   * Lines over the same times.
   *
   * @param at the beginning of each part
   * @param values of each figure the mean in each part, null where it was not measured; by the name
   *     of the figure: {@code cpu}, {@code load}, {@code ram}, {@code swap}, {@code temperature},
   *     and {@code disk} with a blank and its mount point; of a command its labels, as {@link
   *     Perfdata} has them
   */
  public record Lines(List<Instant> at, Map<String, List<Double>> values) {}

  /** The sum of one figure in a part. */
  private static final class Mean {
    private double sum;
    private int count;

    /** To five digits: some plugins measure microseconds, others bytes. */
    Double value() {
      return new BigDecimal(sum / count).round(FIVE_DIGITS).doubleValue();
    }
  }

  public HostSeries(DataSource reader) {
    this.reader = new NamedParameterJdbcTemplate(reader);
  }

  /** Whether checks of a service measure: hosts, commands, and routes of somebody's own may. */
  public static boolean of(Service service) {
    CheckType type = CheckType.named(service.type());
    return type == null || type == CheckType.HOST || type == CheckType.EXEC;
  }

  /**
   * The lines between two times, the second excluded.
   *
   * @param interval of the checks; what is further apart is not joined
   * @param least how long a part is at least
   */
  public Lines of(String id, Instant from, Instant to, Duration interval, Duration least) {
    long widest = Duration.between(from, to).dividedBy(MOST).toMillis();
    long bucket = Math.max(1, Math.max(least.toMillis(), widest));
    Map<Instant, Map<String, Mean>> parts = new TreeMap<>();
    Map<String, Object> parameters =
        Map.of("id", id, "from", from.toEpochMilli(), "to", to.toEpochMilli());
    reader.query(
        Store.sql("select-figures"),
        parameters,
        row -> {
          Instant at = Instant.ofEpochMilli(Math.floorDiv(row.getLong("at"), bucket) * bucket);
          add(parts.computeIfAbsent(at, _ -> new LinkedHashMap<>()), row.getString("figures"));
        });
    return lines(parts, Series.gap(interval).plusMillis(bucket));
  }

  private static void add(Map<String, Mean> part, String stored) {
    Perfdata perfdata = Perfdata.ofFigures(stored);
    HostFigures host = perfdata == null ? HostFigures.parse(stored) : null;
    if (perfdata != null) {
      perfdata.values().forEach((label, value) -> add(part, label, value));
    } else if (host != null) {
      add(part, host);
    }
  }

  private static void add(Map<String, Mean> part, HostFigures figures) {
    add(part, "cpu", figures.cpu());
    add(part, "ram", figures.ram());
    add(part, "load", figures.load());
    add(part, "swap", figures.swap());
    add(part, "temperature", figures.temperature());
    figures.disks().forEach((mount, percent) -> add(part, "disk " + mount, percent));
  }

  private static void add(Map<String, Mean> part, String name, Double value) {
    if (value != null) {
      Mean mean = part.computeIfAbsent(name, _ -> new Mean());
      mean.sum += value;
      mean.count++;
    }
  }

  private static Lines lines(Map<Instant, Map<String, Mean>> parts, Duration longest) {
    List<Instant> times = new ArrayList<>();
    Map<String, List<Double>> values = new LinkedHashMap<>();
    parts.values().stream()
        .flatMap(part -> part.keySet().stream())
        .forEach(name -> values.computeIfAbsent(name, _ -> new ArrayList<>()));
    parts.forEach(
        (at, part) -> {
          Instant before = times.isEmpty() ? at : times.getLast();
          if (Duration.between(before, at).compareTo(longest) > 0) {
            times.add(before.plus(longest));
            values.values().forEach(line -> line.add(null));
          }
          times.add(at);
          values.forEach(
              (name, line) -> line.add(part.containsKey(name) ? part.get(name).value() : null));
        });
    return new Lines(times, values);
  }
}
