package dev.uproute.cli;

import dev.uproute.backup.Repair;
import dev.uproute.check.AddressPolicy;
import dev.uproute.check.WarmUp;
import dev.uproute.deliver.InstanceLock;
import dev.uproute.record.SelfEvents;
import dev.uproute.schedule.Schedule;
import dev.uproute.service.Services;
import dev.uproute.setting.Assembly;
import dev.uproute.setting.SettingValues;
import dev.uproute.setting.Sources;
import dev.uproute.setting.StartupError;
import dev.uproute.store.SqliteLibrary;
import dev.uproute.store.Store;
import dev.uproute.text.Version;
import dev.uproute.text.Words;
import dev.uproute.web.HeartbeatServer;
import java.nio.file.Path;
import java.util.Map;
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

  private final WarmUp warmUp = new WarmUp();
  private volatile int code;

  @Override
  public Integer call() {
    CompletableFuture.runAsync(RunCommand::loadAhead);
    warmUp.begin();
    Main main = Assembly.assemble(Map.of());
    try {
      Assembly.init(main);
      Services services = main.lookup("services", Services.class);
      // now for what the file lists, so that it is ready when checks begin
      warmUp.accept(services.current());
      Store store = main.lookup("store", Store.class);
      Repair repair = main.lookup("repair", Repair.class);
      CompletableFuture<String> open =
          CompletableFuture.supplyAsync(() -> repair.open(store::openOrWait));
      // the routes are built meanwhile; they start when it is open
      main.getCamelContext().init();
      String repaired = open.join();
      if (repaired != null) {
        main.lookup("selfEvents", SelfEvents.class).add(repaired);
      }
      Sources.recall(main);
      warmUp.accept(services.current());
      LOG.info(
          "Uproute {} watches {}{}",
          Version.current(),
          Words.count(services.current().size(), "service"),
          pages(Assembly.settings(main)));
      if (main.lookup("instanceLock", InstanceLock.class).shared()) {
        LOG.warn(
            "Another instance of Uproute uses {}: each checks every service and notifies; stop one",
            Assembly.settings(main).get("uproute.store.path"));
      }
      main.lookup("schedule", Schedule.class).hold();
      main.addMainListener(new Opening());
      stopOnSignal(main);
      main.run();
      return code;
    } catch (Exception e) {
      code = StartupError.exit(e);
      return code;
    }
  }

  private static String pages(SettingValues settings) {
    Path index = Path.of(settings.get("uproute.site.dir"), "index.html").toAbsolutePath();
    return settings.list("uproute.summary.to").contains("site") ? "; pages: " + index : "";
  }

  /** The HTTP server opens last, when everything behind it runs. */
  private final class Opening extends MainListenerSupport {
    @Override
    public void afterStart(BaseMainSupport main) {
      CamelContext camel = main.getCamelContext();
      try {
        Services services = camel.getRegistry().findSingleByType(Services.class);
        Assembly.accept((Main) main);
        // whoever comes is known by now
        camel.getRegistry().findSingleByType(HeartbeatServer.class).openFor(services.current());
        warmUp.through(
            camel.getRegistry().findSingleByType(AddressPolicy.class),
            camel.createProducerTemplate());
        camel.getRegistry().findSingleByType(Schedule.class).release();
      } catch (Exception e) {
        code = StartupError.exit(e);
        ((Main) main).completed();
      }
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
  private void stopOnSignal(Main main) {
    main.setShutdownStrategy(new SimpleMainShutdownStrategy());
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  main.stop();
                  LOG.info("Uproute stopped");
                  Runtime.getRuntime().halt(code);
                },
                "stop"));
  }
}
