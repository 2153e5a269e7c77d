package dev.uproute.page;

import dev.uproute.Secret;
import dev.uproute.check.Status;
import dev.uproute.report.RefusedChanges;
import dev.uproute.report.Report;
import dev.uproute.report.Sample;
import dev.uproute.report.ServiceReport;
import dev.uproute.report.Uptime;
import dev.uproute.report.Windows;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Reports that look like life: pages to look at and to test, and many services for sizes. */
final class Demo {
  private Demo() {}

  /**
   * Writes pages into a folder, to look at: {@code Demo FOLDER [SERVICES]}, of {@link #small} or so
   * many services.
   */
  public static void main(String[] args) throws IOException {
    int services = args.length < 2 ? 0 : Integer.parseInt(args[1]);
    Report report = services == 0 ? small() : services < 100 ? usual(services) : large(services);
    new Pages(
            args[0],
            "templates/site",
            Branding.titled("Example status"),
            0,
            Duration.ofSeconds(30),
            Windows.none(),
            Language.ENGLISH,
            new RefusedChanges(InstantSource.system()))
        .write(report);
  }

  /**
   * What people watch, up to 40 of it in sites of 8, with an outage, a flapping service, a pause.
   */
  static Report usual(int count) {
    String[] names =
        "Website,API,Checkout,Search,Login,Mail,Database,Backups,Plex,Network storage"
            .concat(",Home Assistant,Pi-hole,Printer,Router,Grafana,Git server with a long name")
            .split(",");
    Sample[] services = new Sample[count];
    for (int i = 0; i < count; i++) {
      String site = List.of("shop", "home", "office", "lab", "cloud").get(i / 8);
      Sample sample =
          Sample.service("%s.s%d".formatted(site, i))
              .site(site)
              .name(names[i % names.length] + (i < names.length ? "" : " " + i / names.length))
              .response(9_000L + 7_919L * i % 400_000)
              .certificate(Duration.ofDays(61))
              .recent(life(i, 9_000 + 7_919 * i % 400_000, 0, 0, Status.UP));
      services[i] = happened(sample, i);
    }
    return Sample.report(services);
  }

  private static Sample happened(Sample sample, int i) {
    switch (i % 16) {
      case 2 ->
          sample
              .is(Status.DOWN, "HTTP 503, expected 200-399")
              .since(Duration.ofMinutes(14))
              .uptime(new Uptime(0.9903, 0.9981, 0.9992, 0.9978))
              .recent(life(i, 38_000, 226, 240, Status.DOWN))
              .incident(Duration.ofMinutes(14), null, Status.DOWN, "HTTP 503, expected 200-399");
      case 5 -> {
        for (int n = 1; n <= 12; n++) {
          sample.incident(
              Duration.ofMinutes(15L * n + 9),
              Duration.ofMinutes(4),
              Status.TIMEOUT,
              "No answer within 10 s");
        }
        sample.recent(flapping(i)).uptime(new Uptime(0.8312, 0.9751, 0.9941, 0.9967));
      }
      case 8 -> sample.paused().is(Status.UNKNOWN, "").response(null).recent(List.of());
      case 11 ->
          sample
              .is(Status.DEGRADED, "Answered in 2,310 ms, slower than 1,500 ms")
              .since(Duration.ofMinutes(27))
              .response(2_310_000L)
              .recent(life(i, 420_000, 213, 240, Status.DEGRADED));
      case 13 ->
          sample.incident(
              Duration.ofHours(52), Duration.ofMinutes(9), Status.TIMEOUT, "No answer within 10 s");
      default -> {}
    }
    return sample;
  }

  private static List<ServiceReport.Point> flapping(long seed) {
    return life(seed, 80_000, 0, 240, Status.UP).stream()
        .map(
            p ->
                p.at().getEpochSecond() / 60 % 15 < 4
                    ? new ServiceReport.Point(p.at(), Status.TIMEOUT, null)
                    : p)
        .toList();
  }

  /** Two sites, six services, one down, one degraded. */
  static Report small() {
    return Sample.report(
        Sample.service("home.plex")
            .name("Plex")
            .site("home")
            .url("https://plex.example.org/identity?X-Plex-Token=" + Secret.WORD)
            .is(Status.DOWN, "HTTP 503, expected 200-399")
            .code(503)
            .since(Duration.ofMinutes(14))
            .response(41_000L)
            .certificate(Duration.ofDays(61))
            .uptime(new Uptime(0.9903, 0.9981, 0.9992, 0.9978))
            .recent(life(1, 38_000, 226, 240, Status.DOWN))
            .incident(Duration.ofMinutes(14), null, Status.DOWN, "HTTP 503, expected 200-399")
            .incident(
                Duration.ofHours(52),
                Duration.ofMinutes(9),
                Status.TIMEOUT,
                "No answer within 10 s"),
        Sample.service("home.nas")
            .name("Network storage")
            .site("home")
            .url("https://nas.example.org/")
            .response(12_300L)
            .certificate(Duration.ofDays(12))
            .uptime(new Uptime(1.0, 1.0, 0.9999, 0.9996))
            .recent(life(2, 12_000, 0, 0, Status.UP)),
        Sample.service("home.factorio")
            .name("Factorio")
            .site("home")
            .supplementary()
            .url("udp://games.example.org:34197")
            .is(Status.UP, "Reply of 12 bytes")
            .response(null)
            .uptime(new Uptime(1.0, 0.9973, 0.9981, 0.9969))
            .recent(life(3, 0, 61, 75, Status.TIMEOUT))
            .incident(
                Duration.ofMinutes(179),
                Duration.ofMinutes(14),
                Status.TIMEOUT,
                "No reply within 10 s, and no answer to ping"),
        Sample.service("shop.www")
            .name("Shop")
            .site("shop")
            .url("https://shop.example.org/")
            .response(183_000L)
            .certificate(Duration.ofDays(74))
            .uptime(new Uptime(1.0, 1.0, 1.0, 1.0))
            .recent(maintained(life(4, 170_000, 150, 190, Status.DOWN))),
        Sample.service("shop.search")
            .name("Search")
            .site("shop")
            .url("https://search.example.org/health")
            .is(Status.DEGRADED, "Answered in 2,310 ms, slower than 1,500 ms")
            .response(2_310_000L)
            .certificate(Duration.ofDays(74))
            .uptime(new Uptime(1.0, 0.9998, 0.9991, 0.9987))
            .recent(life(5, 420_000, 213, 240, Status.DEGRADED))
            .incident(
                Duration.ofMinutes(27),
                null,
                Status.DEGRADED,
                "Answered in 2,310 ms, slower than 1,500 ms"),
        Sample.service("shop.mail")
            .name("Newsletter")
            .site("shop")
            .supplementary()
            .url("tcp://mail.example.org:25")
            .paused()
            .is(Status.UNKNOWN, "")
            .response(null)
            .recent(List.of()));
  }

  /** The same, with everything that was not up in a maintenance. */
  private static List<ServiceReport.Point> maintained(List<ServiceReport.Point> life) {
    return life.stream()
        .map(
            p -> new ServiceReport.Point(p.at(), p.status(), p.response(), p.status() != Status.UP))
        .toList();
  }

  /** As many services as asked for, in sites of 50, every seventh of them in trouble. */
  static Report large(int count) {
    Status[] states = Status.values();
    Sample[] services = new Sample[count];
    for (int i = 0; i < count; i++) {
      Status status = i % 7 == 0 ? states[i / 7 % states.length] : Status.UP;
      services[i] =
          Sample.service("site-%02d.service-%04d".formatted(i / 50, i))
              .name("Service number " + i)
              .site("site-%02d".formatted(i / 50))
              .is(status, "HTTP 200")
              .certificate(Duration.ofDays(i % 90))
              .recent(life(i, 150_000, 100, 110, Status.DOWN))
              .incident(Duration.ofHours(i % 200), Duration.ofMinutes(9), Status.DOWN, "Refused");
    }
    return Sample.report(services);
  }

  /** A result a minute for four hours, with one stretch from minute to minute in another state. */
  static List<ServiceReport.Point> life(long seed, long micros, int from, int to, Status state) {
    Random random = new Random(seed);
    List<ServiceReport.Point> points = new ArrayList<>();
    Instant start = Sample.NOW.minusSeconds(60L * 240 - 12);
    for (int i = 0; i < 240; i++) {
      boolean other = i >= from && i < to;
      double noise = 0.85 + random.nextDouble() * 0.3 + (random.nextInt(40) == 0 ? 0.9 : 0);
      double factor = other && state == Status.DEGRADED ? 5.2 : 1;
      boolean silent = micros == 0 || other && state == Status.TIMEOUT;
      Long response = silent ? null : Long.valueOf(Math.round(micros * noise * factor));
      points.add(
          new ServiceReport.Point(start.plusSeconds(60L * i), other ? state : Status.UP, response));
    }
    return points;
  }
}
