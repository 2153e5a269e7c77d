package dev.uproute.page;

import dev.uproute.check.Perfdata;
import dev.uproute.report.HostSeries;
import java.math.BigDecimal;
import java.math.MathContext;
import java.text.NumberFormat;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.DoubleStream;

/**
 * Some figures of a host, a command or several locations over time, as lines on a plane {@value
 * Chart#WIDTH} wide.
 *
 * @param key which figures it shows: of a host, cpu and its like; of a command, those in a unit
 * @param title what they are called
 * @param height of the plane
 * @param curves a line each, the one that was highest first
 * @param rows horizontal grid lines
 * @param columns vertical grid lines
 * @param from when it begins, in ISO 8601
 * @param to when it ends
 */
public record HostChart(
    String key,
    String title,
    int height,
    List<Curve> curves,
    List<Chart.Mark> rows,
    List<Chart.Mark> columns,
    String from,
    String to) {
  private static final int LOW = 90;

  /** Disks of a machine, or locations; with more, lines cannot be told from each other. */
  private static final int MOST = 6;

  /**
   * @param name of a disk; empty where the chart says all
   * @param range its least and most
   */
  public record Curve(String name, String path, String range) {}

  /** The charts of a day; none when nothing was measured. */
  static List<HostChart> of(
      boolean host, HostSeries.Lines lines, Instant from, Instant to, Language language) {
    List<HostChart> charts = new ArrayList<>();
    Collection<String> keys =
        host
            ? List.of("cpu", "ram", "load", "disk", "swap", "temperature")
            : lines.values().keySet().stream().map(Perfdata::unit).distinct().toList();
    for (String key : keys) {
      Predicate<String> figure =
          host
              ? name -> name.equals(key) || name.startsWith(key + " ")
              : name -> Perfdata.unit(name).equals(key);
      List<String> names =
          lines.values().keySet().stream()
              .filter(figure)
              .sorted((a, b) -> Double.compare(most(lines, b), most(lines, a)))
              .limit(MOST)
              .toList();
      if (!names.isEmpty()) {
        Of of = host ? Of.HOST : Of.COMMAND;
        charts.add(new Plot(of, lines, from, to, key, language).draw(names));
      }
    }
    return charts;
  }

  /** The response times by location, in milliseconds, in their order; null when there are none. */
  static HostChart locations(HostSeries.Lines lines, Instant from, Instant to, Language language) {
    List<String> names = lines.values().keySet().stream().limit(MOST).toList();
    return names.isEmpty()
        ? null
        : new Plot(Of.LOCATIONS, lines, from, to, "ms", language).draw(names);
  }

  private static DoubleStream known(HostSeries.Lines lines, String name) {
    return lines.values().get(name).stream()
        .filter(Objects::nonNull)
        .mapToDouble(Double::doubleValue);
  }

  private static double most(HostSeries.Lines lines, String name) {
    return known(lines, name).max().orElse(0);
  }

  private enum Of {
    HOST,
    COMMAND,
    LOCATIONS
  }

  /** The plane of one of them. */
  private record Plot(
      Of of, HostSeries.Lines lines, Instant from, Instant to, String key, Language language) {

    HostChart draw(List<String> names) {
      double top = top(names.stream().mapToDouble(name -> most(lines, name)).max().orElse(0));
      return new HostChart(
          key,
          title(),
          height(),
          names.stream()
              .map(name -> new Curve(mount(name), path(lines.values().get(name), top), range(name)))
              .toList(),
          List.of(row(top, top), row(top / 2, top)),
          TimeAxis.between(from, to).stream()
              .map(
                  at -> new Chart.Mark(Chart.number(x(at)), TimeAxis.label(at, from, to, language)))
              .toList(),
          from.toString(),
          to.toString());
    }

    /** Locations are many lines. */
    private int height() {
      return of == Of.LOCATIONS ? Chart.HEIGHT : LOW;
    }

    /** Percents go to 100, what a plugin calls percent perhaps beyond. */
    private double top(double most) {
      if (of == Of.LOCATIONS) {
        return ChartPlot.roundUp((long) Math.ceil(most * 1000)) / 1000.0;
      } else if (of == Of.HOST) {
        boolean percent = !key.equals("load") && !key.equals("temperature");
        return percent ? 100 : Math.max(1, Math.ceil(most));
      }
      return key.equals("%") ? Math.max(100, most) : most > 0 ? most * 1.05 : 1;
    }

    private String title() {
      return of == Of.HOST
          ? language.text("host." + key)
          : key.isEmpty() ? language.text("measured.figures") : key;
    }

    private String mount(String name) {
      if (of == Of.LOCATIONS) {
        return name;
      } else if (of == Of.COMMAND) {
        return Perfdata.label(name);
      }
      return name.length() > key.length() ? name.substring(key.length() + 1) : "";
    }

    private Chart.Mark row(double value, double top) {
      return new Chart.Mark(Chart.number(y(value, top)), figure(value));
    }

    private String range(String name) {
      double least = known(lines, name).min().orElse(0);
      return language.text("host.range", figure(least), figure(most(lines, name)));
    }

    private String figure(double value) {
      if (of == Of.LOCATIONS) {
        return language.millis(Math.round(value * 1000));
      } else if (of == Of.COMMAND) {
        return measured(value);
      }
      return switch (key) {
        case "load" -> String.format(Locale.forLanguageTag(language.code()), "%.1f", value);
        case "temperature" -> Math.round(value) + " °C";
        default -> Math.round(value) + " %";
      };
    }

    /** To three digits, as plugins measure from microseconds to bytes. */
    private String measured(double value) {
      BigDecimal shown = new BigDecimal(value).round(new MathContext(value >= 1000 ? 4 : 3));
      NumberFormat form = NumberFormat.getInstance(Locale.forLanguageTag(language.code()));
      form.setMaximumFractionDigits(6);
      return form.format(shown) + (key.isEmpty() ? "" : " " + key);
    }

    private String path(List<Double> values, double top) {
      StringBuilder path = new StringBuilder();
      boolean joined = false;
      for (int i = 0; i < values.size(); i++) {
        Double value = values.get(i);
        if (value != null) {
          path.append(joined ? 'L' : 'M').append(Chart.number(x(lines.at().get(i))));
          path.append(' ').append(Chart.number(y(value, top)));
          boolean alone = !joined && (i + 1 == values.size() || values.get(i + 1) == null);
          // a single point has no length: round line ends make it a dot
          path.append(alone ? "h.1" : "");
        }
        joined = value != null;
      }
      return path.toString();
    }

    private double x(Instant at) {
      double share =
          (double) Duration.between(from, at).toMillis() / Duration.between(from, to).toMillis();
      return Chart.WIDTH * Math.clamp(share, 0.0, 1.0);
    }

    private double y(double value, double top) {
      return height() - height() * Math.clamp(value / top, 0.0, 1.0);
    }
  }
}
