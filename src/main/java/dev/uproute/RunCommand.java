package dev.uproute;

import dev.uproute.report.Words;
import dev.uproute.service.Services;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.main.Main;
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
final class RunCommand implements Callable<Integer> {
  private static final Logger LOG = LoggerFactory.getLogger(Uproute.class);

  private volatile int code;

  @Override
  public Integer call() {
    Main main = Uproute.assemble(Map.of());
    try {
      Uproute.init(main);
      CompletableFuture<Void> open =
          CompletableFuture.runAsync(main.lookup("store", Store.class)::open);
      // the routes are built meanwhile; they start when it is open
      main.getCamelContext().init();
      open.join();
      Sources.recall(main);
      LOG.info(
          "Uproute {} watches {}",
          Uproute.version(),
          Words.count(main.lookup("services", Services.class).current().size(), "service"));
      stopOnSignal(main);
      main.run();
      return code;
    } catch (Exception e) {
      code = Complaint.exit(e);
      return code;
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
                  Runtime.getRuntime().halt(code);
                },
                "stop"));
  }
}
