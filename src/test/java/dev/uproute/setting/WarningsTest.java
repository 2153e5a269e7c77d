package dev.uproute.setting;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.uproute.Jar;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What nobody reads is said, by the program in its folder. */
@Execution(ExecutionMode.CONCURRENT)
class WarningsTest {
  @TempDir Path folder;

  @Test
  void settings_and_files_without_effect_are_named_and_change_no_exit_status() throws Exception {
    Files.writeString(
        folder.resolve("application.properties"),
        """
        discord.webhook = https://discord.example/x
        my.token = secret
        uproute.alert.channels = diary
        uproute.alert.diary.to = file:alerts?fileName={{my.token}}
        uproute.alert.team.url = https://chat.example/x
        """);
    Files.writeString(
        folder.resolve("services.yaml"), "services: [{ id: web, url: \"http://127.0.0.1:9/\" }]");
    for (String file : List.of("application.yml", "Application.properties", "uproute.toml")) {
      Files.createFile(folder.resolve(file));
    }
    Files.writeString(folder.resolve(".env"), "# x\nexport MY_TOKEN=a\n");
    Files.createDirectory(folder.resolve("template"));
    Files.createFile(Files.createDirectory(folder.resolve("profiles")).resolve("slow.yml"));
    Path routes = Files.createDirectory(folder.resolve("routes"));
    Files.createFile(routes.resolve("check-x.yml"));
    Files.createFile(routes.resolve("check-y.camel.yml"));
    Files.createDirectory(routes.resolve("more"));
    try (Jar jar =
        Jar.start(folder, Map.of("UPROUTE_ALERT_OPS_URL", "https://chat.example/y"), "validate")) {
      assertEquals(0, jar.exit(), jar.err());
      assertEquals(
          """
          warning: application.properties:5:1: uproute.alert.team.url: has no effect, because uproute.alert.channels does not name team
          warning: UPROUTE_ALERT_OPS_URL in the environment: has no effect, because uproute.alert.channels does not name ops
          warning: application.properties:1:1: discord.webhook: has no effect: nothing refers to {{discord.webhook}}; settings of a channel begin with uproute.alert.discord.
          warning: Application.properties: is not read; settings stand in application.properties
          warning: application.yml: is not read; settings stand in application.properties
          warning: template/: is not read; call it templates/
          warning: uproute.toml: is not read; settings stand in application.properties
          warning: .env: is not read; docker compose and systemd put it into the environment, a shell does so by: set -a; . ./.env
          warning: routes/check-x.yml: is not read; call it check-x.camel.yaml
          warning: routes/check-y.camel.yml: is not read; call it check-y.camel.yaml
          warning: routes/more/: is not read; route files stand in routes/ itself
          warning: profiles/slow.yml: is not read; profiles are files such as slow.yaml
          """,
          jar.err());
      assertEquals("12 warnings\n", jar.out().replaceFirst(".*: ", ""));
    }
  }
}
