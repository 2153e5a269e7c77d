package dev.uproute.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.uproute.backup.Backups;
import dev.uproute.setting.SettingValues;
import dev.uproute.setting.StartupError;
import dev.uproute.store.InstanceLock;
import dev.uproute.store.PostgresAddress;
import dev.uproute.text.Words;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "doctor",
    description = "Says what is wrong and what to do or what it would do, and changes nothing.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {"0:all is well", "1:warnings", "2:something is wrong"})
final class DoctorCommand implements Callable<Integer> {
  @Option(names = "--json", description = "For programs: an array of findings.")
  private boolean json;

  private final Instant now = Instant.now();
  private final List<Finding> findings = new ArrayList<>();

  @Override
  public Integer call() {
    try {
      Validation validation = Validation.run();
      configuration(validation);
      Boolean runs = database(validation.settings());
      port(validation, runs);
      clock();
      print();
      return findings.stream().mapToInt(each -> each.level().ordinal()).max().orElse(0);
    } catch (Exception e) {
      return StartupError.exit(e);
    }
  }

  private void configuration(Validation found) {
    found.complaints().forEach(text -> add(Finding.fail("configuration", text, "correct it")));
    found.warnings().forEach(text -> add(Finding.warn("configuration", text, "correct it")));
    if (found.complaints().isEmpty() && found.warnings().isEmpty()) {
      add(
          Finding.ok(
              "configuration",
              "%s and %s"
                  .formatted(
                      Words.count(found.services().size(), "service"),
                      Words.count(found.routes(), "route"))));
    }
  }

  /** Whether another instance uses the database; null when nobody knows. */
  private Boolean database(SettingValues values) throws Exception {
    Map<String, String> settings =
        List.of(
                "uproute.store",
                "uproute.store.path",
                "uproute.backup.cron",
                "uproute.backup.dir",
                "uproute.backup.keep")
            .stream()
            .collect(Collectors.toMap(Function.identity(), values::get));
    switch (values.get("uproute.store")) {
      case "sqlite" -> {
        Path file = Backups.database(settings);
        findings.addAll(FileFindings.of(file, now));
        boolean none = settings.get("uproute.backup.cron").equals("none");
        add(DiskFindings.copies(new Backups(settings, InstantSource.system()), none, now));
        return instance(file);
      }
      case "postgresql" -> {
        ServerFindings server =
            ServerFindings.of(
                PostgresAddress.parse(
                    values.get("uproute.store.url"), values.get("uproute.store.password")),
                now);
        findings.addAll(server.findings());
        return server.runs();
      }
      default ->
          add(Finding.warn("database", "none: history is lost at each stop", "set uproute.store"));
    }
    return null;
  }

  private boolean instance(Path file) throws IOException {
    // the lock is never made here
    if (Files.exists(Path.of(file + ".lock"))) {
      try (InstanceLock alone = InstanceLock.alone(file)) {
        if (alone == null) {
          add(Finding.ok("instance", "Uproute runs with this database"));
          return true;
        }
      }
    }
    add(Finding.ok("instance", "Uproute does not run with this database"));
    return false;
  }

  private void port(Validation found, Boolean runs) {
    String host = found.settings().get("uproute.http.host");
    int port = Integer.parseInt(found.settings().get("uproute.http.port"));
    if (Boolean.TRUE.equals(runs) || port == 0) {
      return;
    }
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.ofLiteral(host), port));
      add(Finding.ok("port", host + ":" + port + " is free"));
    } catch (IOException e) {
      String text = "%s:%d cannot be listened on: %s".formatted(host, port, e.getMessage());
      String other = "end what uses it, or set uproute.http.port";
      add(
          runs == null
              ? Finding.warn("port", text, "unless Uproute itself runs, " + other)
              : Finding.fail("port", text, other));
    }
  }

  private void clock() {
    add(
        Finding.ok(
            "clock",
            "%s, time zone %s"
                .formatted(now.truncatedTo(ChronoUnit.SECONDS), ZoneId.systemDefault())));
  }

  private void add(Finding finding) {
    findings.add(finding);
  }

  private void print() {
    if (json) {
      ArrayNode all = new JsonMapper().createArrayNode();
      for (Finding each : findings) {
        all.addObject()
            .put("level", level(each))
            .put("subject", each.subject())
            .put("text", each.text())
            .put("remedy", each.remedy());
      }
      System.out.println(all.toPrettyString());
      return;
    }
    for (Finding each : findings) {
      String text = String.join(" ", Arrays.asList(each.text().split("\\s*\\n\\s*")));
      System.out.printf(
          "%-4s  %s: %s%s%n",
          level(each), each.subject(), text, each.remedy() == null ? "" : "; " + each.remedy());
    }
  }

  private static String level(Finding finding) {
    return finding.level().name().toLowerCase(Locale.ROOT);
  }
}
