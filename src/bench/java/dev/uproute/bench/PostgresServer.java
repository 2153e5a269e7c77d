package dev.uproute.bench;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** A PostgreSQL server of this machine that forces each commit to the disk, as it should. */
final class PostgresServer implements AutoCloseable {
  private final EmbeddedPostgres server;
  private final long pid;

  PostgresServer() throws IOException {
    Path data = Files.createTempDirectory("uproute-bench-postgres");
    server =
        EmbeddedPostgres.builder()
            .setDataDirectory(data)
            .setCleanDataDirectory(true)
            // those of its authors are for tests
            .setServerConfig("fsync", "on")
            .setServerConfig("synchronous_commit", "on")
            .setServerConfig("full_page_writes", "on")
            .setPGStartupWait(Duration.ofMinutes(1))
            .start();
    pid = Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid")).getFirst().strip());
  }

  String address() {
    return "postgresql://postgres@127.0.0.1:" + server.getPort() + "/postgres";
  }

  String jdbc() {
    return server.getJdbcUrl("postgres", "postgres");
  }

  /** Seconds of processor time so far of all its processes that live. */
  double cpu() throws IOException {
    List<Long> processes;
    try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
      processes =
          all.filter(
                  each -> each.pid() == pid || each.parent().map(p -> p.pid() == pid).orElse(false))
              .map(ProcessHandle::pid)
              .toList();
    }
    double cpu = 0;
    for (long process : processes) {
      cpu += new Meter(process).cpu();
    }
    return cpu;
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
