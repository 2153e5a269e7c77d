package dev.uproute.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.uproute.service.Expect;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The figures of this machine. Null where there is no such figure.
 *
 * @param cpu percent of all cores, as a mean since the last check
 * @param load mean of the last five minutes, divided by the number of cores
 * @param ram percent in use
 * @param swap percent in use; null where there is no swap
 * @param disks mount point → percent in use, as df counts it
 * @param temperature of the CPU in degrees Celsius
 * @param updates pending package updates
 * @param moved a sentence when the public address has changed; not stored
 */
public record HostFigures(
    Double cpu,
    Double load,
    Double ram,
    Double swap,
    Map<String, Double> disks,
    Double temperature,
    Double updates,
    String moved) {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String PERCENT = "%.0f %%";

  /** A figure and what it is allowed to be. */
  private record Figure(String name, Double value, double limit, String format) {

    boolean above() {
      return value != null && value > limit;
    }

    String text() {
      return name + " " + figure(value);
    }

    String tooMuch() {
      return text() + " (limit " + figure(limit) + ")";
    }

    private String figure(double number) {
      return String.format(Locale.ROOT, format, number);
    }
  }

  /**
   * What the figures mean.
   *
   * @param sentence for people
   */
  record Verdict(Status status, String sentence) {}

  /** DEGRADED naming what is above its limit, or UP with the main figures. */
  Verdict judge(Expect.HostLimits limits) {
    List<String> invalid = new ArrayList<>();
    List<Figure> figures = figures(limits);
    figures.stream().filter(Figure::above).map(Figure::tooMuch).forEach(invalid::add);
    if (moved != null) {
      invalid.add(moved);
    }
    if (!invalid.isEmpty()) {
      return new Verdict(Status.DEGRADED, String.join(", ", invalid));
    }
    List<String> all = figures.stream().filter(f -> f.value() != null).map(Figure::text).toList();
    return all.isEmpty()
        ? new Verdict(Status.UNKNOWN, "this machine says nothing of itself")
        : new Verdict(Status.UP, String.join(", ", all));
  }

  /** Percent in use of the fullest disk; null when there is none. */
  public Double disk() {
    return disks.values().stream().max(Double::compare).orElse(null);
  }

  /** As it is stored: an object in JSON, rounded to hundredths, without what is null. */
  public String text() {
    ObjectNode object = JSON.createObjectNode();
    put(object, "cpu", cpu);
    put(object, "load", load);
    put(object, "ram", ram);
    put(object, "swap", swap);
    put(object, "temperature", temperature);
    put(object, "updates", updates);
    if (!disks.isEmpty()) {
      ObjectNode all = object.putObject("disks");
      disks.forEach((mount, percent) -> put(all, mount, percent));
    }
    return object.toString();
  }

  private static void put(ObjectNode object, String name, Double value) {
    if (value != null) {
      object.put(name, Math.round(value * 100) / 100.0);
    }
  }

  /**
   * What was stored.
   *
   * @return null when it was not by us
   */
  public static HostFigures parse(String text) {
    try {
      JsonNode object = JSON.readTree(text);
      Map<String, Double> disks = new LinkedHashMap<>();
      object.path("disks").properties().forEach(d -> disks.put(d.getKey(), number(d.getValue())));
      return new HostFigures(
          number(object.path("cpu")),
          number(object.path("load")),
          number(object.path("ram")),
          number(object.path("swap")),
          disks,
          number(object.path("temperature")),
          number(object.path("updates")),
          null);
    } catch (JsonProcessingException _) {
      return null;
    }
  }

  private static Double number(JsonNode value) {
    return value.isNumber() ? value.doubleValue() : null;
  }

  private List<Figure> figures(Expect.HostLimits limits) {
    List<Figure> figures = new ArrayList<>();
    figures.add(new Figure("CPU", cpu, limits.cpu(), PERCENT));
    figures.add(new Figure("load per core", load, limits.load(), "%.2f"));
    figures.add(new Figure("RAM", ram, limits.ram(), PERCENT));
    figures.add(new Figure("swap", swap, limits.swap(), PERCENT));
    figures.add(new Figure("temperature", temperature, limits.temperature(), "%.0f °C"));
    figures.add(new Figure("pending updates", updates, limits.updates(), "%.0f"));
    // the fullest first: a sentence has 200 characters
    disks.entrySet().stream()
        .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
        .forEach(
            disk ->
                figures.add(
                    new Figure("disk " + disk.getKey(), disk.getValue(), limits.disk(), PERCENT)));
    return figures;
  }
}
