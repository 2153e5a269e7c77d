package dev.uproute.cli;

import dev.uproute.page.ReportPage;
import dev.uproute.report.Period;
import dev.uproute.report.PeriodFigures;
import dev.uproute.report.PeriodReport;
import dev.uproute.report.ReportCsv;
import dev.uproute.report.ReportSchedule;
import dev.uproute.report.ReportTable;
import dev.uproute.service.Services;
import dev.uproute.setting.Assembly;
import dev.uproute.setting.SettingValues;
import dev.uproute.setting.Sources;
import dev.uproute.setting.StartupError;
import dev.uproute.store.Store;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.camel.main.Main;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "report",
    description = "Prints how a week or month was: uptime, incidents, response times, objectives.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {"0:printed", "2:configuration error, or no such week or month"})
final class ReportCommand implements Callable<Integer> {
  private static final String LAST = "last";

  @ArgGroup private When when = new When();
  @ArgGroup private Form form = new Form();

  private static final class When {
    @Option(
        names = "--week",
        arity = "0..1",
        fallbackValue = LAST,
        paramLabel = "YYYY-Www",
        description = "An ISO week, such as 2026-W46; without one the last that is over.")
    private String week;

    @Option(
        names = "--month",
        arity = "0..1",
        fallbackValue = LAST,
        paramLabel = "YYYY-MM",
        description = "A month, such as 2026-11; without one the last that is over.")
    private String month;
  }

  private static final class Form {
    @Option(names = "--csv", description = "As CSV, like the files in reports/.")
    private boolean csv;

    @Option(names = "--html", description = "As a page, to be saved or printed.")
    private boolean html;
  }

  @Override
  public Integer call() {
    Main main =
        Assembly.assemble(
            Map.of(
                "uproute.monitor",
                "false",
                "camel.component.quartz.autoStartScheduler",
                "false",
                "uproute.log.level",
                "WARN"));
    try {
      Assembly.init(main);
      SettingValues settings = Assembly.settings(main);
      if (settings.get("uproute.store").equals("memory")) {
        throw new IllegalArgumentException(
            "uproute.store = memory keeps nothing that could be reported; sqlite does");
      }
      ZoneId zone = ReportSchedule.zone(settings.get("uproute.report.zone"));
      Period period = period(when.week, when.month, zone, Instant.now());
      main.lookup("store", Store.class).open();
      Sources.recall(main);
      PeriodReport report = report(main, period);
      print(report, settings);
      if (report.lines().isEmpty() && !report.open()) {
        hint(Period.of(period.kind(), Instant.now(), zone));
      }
      return 0;
    } catch (Exception e) {
      return StartupError.exit(e);
    } finally {
      main.stop();
    }
  }

  /** Who has just begun asks for the last one that is over, and there is none. */
  private static void hint(Period current) {
    System.err.printf(
        "uproute: nothing was checked then; %s so far: uproute report --%s %s%n",
        current.title(), current.kind().word(), current.label());
  }

  private static PeriodReport report(Main main, Period period) {
    return main.lookup("periodFigures", PeriodFigures.class)
        .report(period, main.lookup("services", Services.class).current(), Instant.now());
  }

  /**
   * @param week null when it is not asked for
   * @param month likewise
   * @throws IllegalArgumentException when there is none, or it has not begun
   */
  static Period period(String week, String month, ZoneId zone, Instant now) {
    Period.Kind kind = month == null ? Period.Kind.WEEK : Period.Kind.MONTH;
    String label = month == null ? week : month;
    if (label == null || label.equals(LAST)) {
      return Period.finished(kind, now, zone);
    }
    Period period = Period.parse(label, zone);
    if (period == null || period.kind() != kind) {
      String wrong =
          month == null ? "--week \"%s\" is no ISO week, " : "--month \"%s\" is no month, ";
      String example = Period.of(kind, now, zone).label();
      throw new IllegalArgumentException(
          "report: " + wrong.formatted(label) + "which is written like " + example);
    }
    if (period.from().isAfter(now)) {
      throw new IllegalArgumentException(
          "report: %s begins on %s".formatted(period.title(), period.first()));
    }
    return period;
  }

  private void print(PeriodReport report, SettingValues settings) throws Exception {
    // UTF-8 whatever the locale: names and the dash are not ASCII
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    if (form.csv) {
      out.print(ReportCsv.text(report));
    } else if (form.html) {
      out.print(new ReportPage(settings.get("uproute.report.templates")).of(report));
    } else {
      ReportTable.lines(report).forEach(out::println);
    }
    out.flush();
  }
}
