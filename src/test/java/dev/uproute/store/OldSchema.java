package dev.uproute.store;

import java.nio.file.Path;
import java.util.Map;
import org.flywaydb.core.Flyway;

/** Makes SQLite files as an older program left them. */
final class OldSchema {
  private OldSchema() {}

  static void make(Path file, int version) {
    Flyway.configure()
        .dataSource("jdbc:sqlite:" + file, null, null)
        .locations("classpath:db/migration", "classpath:db/sqlite")
        .placeholders(
            Map.of("key", "integer primary key", "blob", "blob", "clustered", "without rowid"))
        .target(String.valueOf(version))
        .baselineOnMigrate(true)
        .baselineVersion("0")
        .load()
        .migrate();
  }
}
