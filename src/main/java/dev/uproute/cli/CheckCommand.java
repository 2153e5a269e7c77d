package dev.uproute.cli;

import dev.uproute.backup.Repair;
import dev.uproute.check.AddressPolicy;
import dev.uproute.check.Result;
import dev.uproute.check.WarmUp;
import dev.uproute.record.SelfEvents;
import dev.uproute.record.StoreFailure;
import dev.uproute.report.ConsoleTable;
import dev.uproute.report.Report;
import dev.uproute.report.ServiceReport;
import dev.uproute.report.Sinks;
import dev.uproute.report.Uptime;
import dev.uproute.service.Service;
import dev.uproute.service.Services;
import dev.uproute.setting.Assembly;
import dev.uproute.setting.Sources;
import dev.uproute.setting.StartupError;
import dev.uproute.store.Lease;
import dev.uproute.store.Store;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.main.Main;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "check",
    description = "Checks every service once, prints, stores and reports to the sinks.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:all are online",
      "1:something is not",
      "2:configuration error, the database cannot be used, or what was found is not stored"
    })
final class CheckCommand implements Callable<Integer> {
  private static final Logger LOG = LoggerFactory.getLogger(CheckCommand.class);
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneOffset.UTC);

  @Parameters(paramLabel = "id", description = "Only these services, paused ones too.")
  private List<String> ids = List.of();

  @Override
  public Integer call() {
    WarmUp warmUp = new WarmUp();
    warmUp.begin();
    Main main =
        Assembly.assemble(
            Map.of(
                "uproute.monitor", "false",
                "camel.component.quartz.autoStartScheduler", "false",
                // milliseconds: its end waits so long for a queue to say that it is empty
                "camel.component.seda.default-poll-timeout", "50",
                // what is found is reported before the end, not after a while
                "uproute.alert.gather", "0s",
                "uproute.log.level", "WARN"));
    try {
      Assembly.init(main);
      warmUp.accept(main.lookup("services", Services.class).current());
      String repaired =
          main.lookup("repair", Repair.class).open(main.lookup("store", Store.class)::open);
      if (repaired != null) {
        main.lookup("selfEvents", SelfEvents.class).add(repaired);
      }
      boolean alone = alone(main.lookup("lease", Lease.class));
      Sources.recall(main);
      warmUp.accept(main.lookup("services", Services.class).current());
      main.start();
      List<Service> services = chosen(fresh(main));
      Assembly.accept(main);
      System.out.printf("[%s UTC] Running uptime checks...%n", MINUTE.format(Instant.now()));
      warmUp.through(main.lookup("addressPolicy", AddressPolicy.class), main.getCamelTemplate());
      List<Result> results = round(main.getCamelTemplate(), services);
      store(main.getCamelTemplate(), results);
      if (alone) {
        main.getCamelTemplate().sendBody("direct:summary", null);
        deliver(main.getCamelTemplate());
        finish(main.lookup("sinks", Sinks.class));
      }
      System.out.println("Done.");
      return results.stream().allMatch(Result::up) ? 0 : 1;
    } catch (Exception e) {
      return StartupError.exit(e);
    } finally {
      main.stop();
    }
  }

  /**
   * Says so when a monitor works on the database, to which all but checks and output is left. While
   * another program locks the database nobody knows: what is found is printed all the same, and
   * storing it fails or takes the lease.
   */
  private static boolean alone(Lease lease) {
    try {
      if (lease.take()) {
        return true;
      }
    } catch (DataAccessException | TransactionException e) {
      LOG.debug("nobody knows who works on the database", e);
      return true;
    }
    System.err.printf(
        "uproute: the instance that runs, %s, stores this round within seconds, notifies and writes"
            + " the pages%n",
        lease.holder());
    lease.leave();
    return false;
  }

  /**
   * The list as the sources have it now.
   *
   * @throws IllegalStateException when there is nothing to check because a source failed
   */
  private static List<Service> fresh(Main main) throws Exception {
    Services services = main.lookup("services", Services.class);
    for (String source : Assembly.settings(main).list("uproute.services.from")) {
      String route = "services-" + source;
      String fresh = route + "-fresh";
      boolean patient = main.getCamelContext().getRoute(fresh) != null;
      try {
        main.getCamelTemplate().sendBody("direct:" + (patient ? fresh : route), null);
      } catch (CamelExecutionException e) {
        services.refused(source, StartupError.text(e.getCause()).replaceFirst("^uproute: ", ""));
      }
    }
    if (services.current().isEmpty()) {
      for (Services.SourceState state : services.state()) {
        if (state.error() != null) {
          throw new IllegalStateException(state.source() + ": " + state.error());
        }
      }
    }
    return services.current();
  }

  private List<Service> chosen(List<Service> all) {
    Set<String> unknown = new HashSet<>(ids);
    all.forEach(service -> unknown.remove(service.id()));
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException(
          "no service has the id "
              + String.join(", ", unknown)
              + "; ids are: "
              + String.join(", ", all.stream().map(Service::id).toList()));
    }
    return all.stream()
        .filter(service -> ids.isEmpty() ? service.enabled() : ids.contains(service.id()))
        .toList();
  }

  /** What was found, which is printed in the order of the list. */
  private static List<Result> round(ProducerTemplate camel, List<Service> services) {
    Map<String, Result> results = new HashMap<>();
    for (Object result : camel.requestBody("direct:sweep", services, List.class)) {
      results.put(((Result) result).service().id(), (Result) result);
    }
    List<Result> ordered = services.stream().map(service -> results.get(service.id())).toList();
    List<ServiceReport> found = ordered.stream().map(CheckCommand::found).toList();
    new ConsoleTable().say(new Report(Instant.now(), null, null, found));
    return ordered;
  }

  /**
   * @throws IllegalStateException when the database cannot be written
   */
  private static void store(ProducerTemplate camel, List<Result> results) {
    try {
      camel.sendBody("direct:sweep-store", results);
    } catch (CamelExecutionException e) {
      throw new IllegalStateException(
          "this round is not stored: " + StoreFailure.of(e.getCause()).reason());
    }
  }

  private static void deliver(ProducerTemplate camel) {
    if (camel.getCamelContext().getRoute("deliver-due") == null) {
      return; // it is loaded with the first channel
    }
    for (Object channel : camel.requestBody("direct:deliver-due", null, List.class)) {
      camel.sendBody("direct:deliver", channel);
    }
  }

  /** Prints for each sink what it could not write. */
  private static void finish(Sinks sinks) throws InterruptedException {
    for (Sinks.State left : sinks.finish()) {
      System.err.printf(
          "uproute: %s: %d not written%s%n",
          left.name(), left.waiting(), left.error() == null ? "" : ", because " + left.error());
    }
  }

  private static ServiceReport found(Result result) {
    return new ServiceReport(
        result.service(),
        result.status(),
        result,
        null,
        null,
        Uptime.NONE,
        1,
        List.of(),
        List.of());
  }
}
