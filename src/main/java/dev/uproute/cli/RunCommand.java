package dev.uproute.cli;

import dev.uproute.backup.Repair;
import dev.uproute.check.AddressPolicy;
import dev.uproute.check.WarmUp;
import dev.uproute.health.Health;
import dev.uproute.record.LatestResults;
import dev.uproute.record.SelfEvents;
import dev.uproute.schedule.Schedule;
import dev.uproute.service.Services;
import dev.uproute.setting.Assembly;
import dev.uproute.setting.Sources;
import dev.uproute.setting.StartupError;
import dev.uproute.store.Lease;
import dev.uproute.store.Reserve;
import dev.uproute.store.SqliteLibrary;
import dev.uproute.store.Store;
import dev.uproute.store.StoreWatch;
import dev.uproute.web.ManagementServer;
import dev.uproute.web.WebServer;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLContext;
import org.apache.camel.CamelContext;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.main.SimpleMainShutdownStrategy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;

@Command(
    name = "run",
    description = "Checks every service when it is due, until it is stopped.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {"0:stopped", "2:configuration error"})
public final class RunCommand implements Callable<Integer> {
  private static final Logger LOG = LoggerFactory.getLogger("Uproute");

  private final Map<String, String> given;
  private final WarmUp warmUp = new WarmUp();
  private volatile Main main;
  private volatile int code;
  private volatile boolean ended;
  private boolean tookOver;

  public RunCommand() {
    this(Map.of());
  }

  /**
   * @param given settings that hold whatever files and environment say
   */
  RunCommand(Map<String, String> given) {
    this.given = given;
  }

  @Override
  public Integer call() {
    CompletableFuture.runAsync(RunCommand::loadAhead);
    warmUp.begin();
    try {
      // a program that lost the lease is thrown away with all it remembers; the next one stands by
      while (runs()) {
        LOG.debug("begun anew");
      }
    } catch (Exception e) {
      code = StartupError.exit(e);
    }
    ended = true;
    return code;
  }

  /** Whether it ended because another instance has the lease. */
  private boolean runs() throws Exception {
    Main assembled = Assembly.assemble(given);
    assembled.setShutdownStrategy(new SimpleMainShutdownStrategy());
    Assembly.init(assembled);
    Services services = assembled.lookup("services", Services.class);
    // now for what the file lists, so that it is ready when checks begin
    warmUp.accept(services.current());
    CompletableFuture<Void> open = CompletableFuture.runAsync(() -> open(assembled));
    // the routes are built meanwhile; they start when it is open
    assembled.getCamelContext().init();
    open.join();
    Lease lease = assembled.lookup("lease", Lease.class);
    stopOnSignal(assembled);
    StoreWatch watch = assembled.lookup("storeWatch", StoreWatch.class);
    try (StandbyWorker worker = new StandbyWorker(Assembly.settings(assembled))) {
      tookOver = new Standby(lease, watch, () -> meanwhile(assembled, worker)).await();
    }
    openManagement(assembled);
    Sources.recall(assembled);
    warmUp.accept(services.current());
    new StartLog(Assembly.settings(assembled), services).lines().forEach(LOG::info);
    assembled.lookup("schedule", Schedule.class).hold();
    assembled.addMainListener(new Opening());
    lease.whenLost(assembled::completed);
    assembled.run();
    return lease.isLost();
  }

  /** Opens the database; what that took is notified when results are written. */
  private static void open(Main assembled) {
    Store store = assembled.lookup("store", Store.class);
    SelfEvents events = assembled.lookup("selfEvents", SelfEvents.class);
    Reserve reserve = assembled.lookup("reserve", Reserve.class);
    Runnable opening =
        () -> Optional.ofNullable(reserve.open(store::openOrWait)).ifPresent(events::add);
    String repaired = assembled.lookup("repair", Repair.class).open(opening);
    Optional.ofNullable(repaired).ifPresent(events::add);
  }

  /**
   * While it stands by it follows the list and works for the one that has the lease, and whoever
   * operates it can ask how it is.
   */
  private static void meanwhile(Main assembled, StandbyWorker worker) {
    assembled.lookup("health", Health.class).standsBy();
    management(assembled).ifPresent(ManagementServer::tryToOpen);
    Sources.refresh(assembled);
    worker.begin();
  }

  /** A port that is taken ends the start, unless the instance before may have it for a while. */
  private void openManagement(Main assembled) throws Exception {
    Optional<ManagementServer> server = management(assembled);
    if (tookOver) {
      server.ifPresent(ManagementServer::openWhenFree);
    } else if (server.isPresent()) {
      server.get().open();
    }
  }

  private static Optional<ManagementServer> management(Main assembled) {
    return Optional.ofNullable(assembled.lookup("managementServer", ManagementServer.class));
  }

  /** The HTTP server opens last, when everything behind it runs and the first checks began. */
  private final class Opening extends MainListenerSupport {
    @Override
    public void afterStart(BaseMainSupport main) {
      CamelContext camel = main.getCamelContext();
      try {
        WebServer server = new WebServer(camel);
        if (!tookOver) {
          server.free();
        }
        Assembly.accept((Main) main);
        warmUp.through(
            camel.getRegistry().findSingleByType(AddressPolicy.class),
            camel.createProducerTemplate());
        release(camel);
        camel.getRegistry().findSingleByType(Health.class).works();
        if (tookOver) {
          server.openWhenFree();
        } else {
          server.open();
        }
      } catch (Exception e) {
        code = StartupError.exit(e);
        ((Main) main).completed();
      }
    }
  }

  /** Begins to check; where another instance did so until it ended, it goes on with its times. */
  private void release(CamelContext camel) {
    Schedule schedule = camel.getRegistry().findSingleByType(Schedule.class);
    if (tookOver) {
      schedule.takeOver(camel.getRegistry().findSingleByType(LatestResults.class).ago());
    } else {
      schedule.release();
    }
  }

  /**
   * Loads what takes long and depends on nothing while the settings are read: SQLite's native
   * library, and the authorities that Camel's HTTP client wants before it is used. Whoever needs
   * them later says when that is not possible.
   */
  private static void loadAhead() {
    try {
      SqliteLibrary.load();
      SSLContext.getDefault();
    } catch (Exception e) {
      LOG.debug("not loaded ahead", e);
    }
  }

  /** A signal ends the routes in order, and that is success: Java alone would exit with 143. */
  private void stopOnSignal(Main assembled) {
    boolean first = main == null;
    main = assembled;
    if (!first) {
      return;
    }
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  StopLog log = StopLog.begin(main, ended);
                  main.stop();
                  log.end();
                  Runtime.getRuntime().halt(code);
                },
                "stop"));
  }
}
