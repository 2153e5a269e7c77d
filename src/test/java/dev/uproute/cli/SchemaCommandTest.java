package dev.uproute.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.uproute.Shell;
import dev.uproute.Shell.Run;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** {@code ./uproute schema} in a folder with types, profiles and channels of its own. */
@Execution(ExecutionMode.CONCURRENT)
class SchemaCommandTest {
  @TempDir Path folder;
  @AutoClose private final Shell shell = new Shell();

  @Test
  void it_knows_what_there_is_in_the_folder_and_writes_nothing() throws Exception {
    Files.writeString(folder.resolve("application.properties"), "uproute.alert.channels = diary\n");
    Path routes = Files.createDirectory(folder.resolve("routes"));
    Files.createFile(routes.resolve("check-store.camel.yaml"));
    Path profiles = Files.createDirectory(folder.resolve("profiles"));
    Files.createFile(profiles.resolve("patient.yaml"));
    JsonNode service =
        print("schema").path("properties").path("services").path("items").path("properties");
    assertTrue(service.path("type").toString().contains("\"store\""), service.toString());
    assertTrue(service.path("profile").toString().contains("\"patient\""), service.toString());
    assertTrue(service.path("channels").toString().contains("\"diary\""), service.toString());
    assertTrue(
        print("schema", "settings").toString().contains("\"uproute.alert.diary.to\""), "settings");
    Run wrong = shell.run(folder, "schema", "routes");
    assertEquals(2, wrong.exit());
    assertTrue(wrong.err().contains("services, settings"), wrong.err());
    assertFalse(Files.exists(folder.resolve("data")));
  }

  private JsonNode print(String... command) throws Exception {
    Run run = shell.run(folder, command);
    assertEquals("", run.err());
    assertEquals(0, run.exit());
    return new JsonMapper().readTree(run.out());
  }
}
