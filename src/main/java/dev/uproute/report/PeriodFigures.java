package dev.uproute.report;

import dev.uproute.service.Service;
import dev.uproute.store.Store;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** What the history says of a week or month. Thread-safe. */
public final class PeriodFigures {
  private final JdbcTemplate reader;
  private final Statistics statistics;
  private final BudgetCounts responses;

  public PeriodFigures(DataSource reader, Statistics statistics) {
    this.reader = new JdbcTemplate(reader);
    this.statistics = statistics;
    this.responses = new BudgetCounts(reader);
  }

  /**
   * The report of a period, as far as it is over.
   *
   * @param services those that are watched now; others that were checked are in it, too
   * @throws org.springframework.dao.DataAccessException when the database cannot be read
   */
  public PeriodReport report(Period period, List<Service> services, Instant now) {
    Instant until = now.isBefore(period.to()) ? now : period.to();
    Map<String, Service> known =
        services.stream().collect(Collectors.toMap(Service::id, Function.identity()));
    Map<String, String> names = new TreeMap<>();
    Map<String, Instant> firsts = new HashMap<>();
    checked(names, firsts);
    Map<String, Attainment> objectives = objectives(services, until);
    List<ReportLine> lines = new ArrayList<>();
    statistics
        .of(names.keySet(), period.from(), until)
        .forEach(
            (id, figures) -> {
              if (figures.checks() > 0) {
                Service service = known.get(id);
                lines.add(
                    ReportLine.of(
                        id, names.get(id), service, firsts.get(id), figures, objectives.get(id)));
              }
            });
    return new PeriodReport(period, until, lines);
  }

  /** The name of all services that were ever checked, and when they were first, by id. */
  private void checked(Map<String, String> names, Map<String, Instant> firsts) {
    reader.query(
        Store.sql("select-firsts"),
        row -> {
          names.put(row.getString("id"), row.getString("name"));
          firsts.put(row.getString("id"), Store.instant(row, "first"));
        });
  }

  /**
   * Each over its own window, which ends with the report; those of one window are asked at once.
   */
  private Map<String, Attainment> objectives(List<Service> services, Instant until) {
    Map<String, Attainment> reached = new HashMap<>();
    services.stream()
        .filter(service -> service.objective() != null)
        .collect(Collectors.groupingBy(service -> service.objective().window()))
        .forEach(
            (window, judged) -> {
              List<String> ids = judged.stream().map(Service::id).toList();
              Map<String, Figures> figures = statistics.of(ids, until.minus(window), until);
              Map<String, Uptime.Counts> fast =
                  responses.of(Budgets.limits(judged), new Span(until.minus(window), until));
              for (Service service : judged) {
                String id = service.id();
                Uptime.Counts counts = fast.getOrDefault(id, Uptime.Counts.NONE);
                reached.put(id, Attainment.of(service.objective(), figures.get(id), counts));
              }
            });
    return reached;
  }
}
