package dev.uproute.importer;

import java.util.stream.Stream;

/** Uptime Kuma with MariaDB, of which a dump is SQL and no database. */
final class KumaDump {
  private KumaDump() {}

  static boolean is(Input input) {
    return input.files().stream()
        .anyMatch(
            file ->
                Stream.of("-- MariaDB dump", "/*M!999999", "-- MySQL dump")
                    .anyMatch(file::beginsWith));
  }

  /**
   * @throws IllegalArgumentException when it is one, with what to do instead
   */
  static void refuse(Input input) {
    if (is(input)) {
      throw new IllegalArgumentException(
          input.files().getFirst().name()
              + " is a dump of MariaDB or MySQL, which cannot be read. Only a kuma.db of SQLite can be imported;"
              + " write what is to be watched into services.yaml");
    }
  }
}
