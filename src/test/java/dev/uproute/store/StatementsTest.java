package dev.uproute.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.uproute.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every statement that is shipped is understood by every database. */
class StatementsTest {
  private static final Pattern PARAMETER = Pattern.compile(":#\\$\\{[^}]*}|:#?[A-Za-z]\\w*");

  /** Of select-parts.sql, whose two statements RollupsTest runs on every database. */
  private static final Pattern COLUMNS = Pattern.compile("select \\$\\{");

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void every_statement_is_understood(TestDatabase database) throws Exception {
    List<String> refused = new ArrayList<>();
    try (Store store = new Store(database.settings(folder.resolve("x.db")))) {
      store.open();
      for (String statement : statements()) {
        try (Connection connection = new Connections(store, true).getConnection();
            PreparedStatement prepared = connection.prepareStatement(statement)) {
          // the server is asked, and finds out the types, also of what is null
          prepared.getParameterMetaData().getParameterCount();
        } catch (SQLException e) {
          refused.add(e.getMessage() + "\n" + statement);
        }
      }
    }
    assertEquals(List.of(), refused);
  }

  private static List<String> statements() throws IOException {
    List<String> statements = new ArrayList<>();
    try (Stream<Path> files = Files.list(Path.of("src/main/resources/sql"))) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        statements.add(Files.readString(file));
      }
    }
    assertTrue(statements.size() > 50, statements::toString);
    return statements.stream()
        .filter(statement -> !COLUMNS.matcher(statement).find())
        .map(StatementsTest::positional)
        .toList();
  }

  /** Without comments, and with a question mark for each parameter. */
  private static String positional(String statement) {
    return PARAMETER
        .matcher(statement.replaceAll("(?m)^--.*$", ""))
        .replaceAll((MatchResult _) -> "?");
  }
}
