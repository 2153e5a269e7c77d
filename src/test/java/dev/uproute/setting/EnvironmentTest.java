package dev.uproute.setting;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** In the folder of the program, which has a services.yaml. */
class EnvironmentTest {
  private static final String SOURCE = "uproute.services.from";

  @Test
  void a_token_and_a_list_in_the_environment_turn_notion_on() {
    Map<String, String> environment = Map.of("NOTION_TOKEN", "t", "NOTION_DATA_SOURCE_ID", "d");
    assertEquals("file,notion", Environment.settings(environment, _ -> null).get(SOURCE));
  }

  @Test
  void a_token_of_the_api_makes_it_one_more_source() {
    Map<String, String> token = Map.of("UPROUTE_API_TOKEN", "{{file:/run/secrets/token}}");
    assertEquals("file,api", Environment.settings(token, _ -> null).get(SOURCE));
    assertEquals(null, Environment.settings(token, _ -> "file").get(SOURCE));
    assertEquals(
        null, Environment.settings(Map.of("UPROUTE_API_TOKEN", "none"), _ -> null).get(SOURCE));
    Map<String, String> both = new HashMap<>(token);
    both.putAll(Map.of("NOTION_TOKEN", "t", "NOTION_DATA_SOURCE_ID", "d"));
    assertEquals(
        "notion,api", Environment.settings(both, _ -> null).get(SOURCE).replace("file,", ""));
  }

  @Test
  void one_of_them_alone_does_not() {
    assertEquals(Map.of(), Environment.settings(Map.of("NOTION_TOKEN", "t"), _ -> null));
    assertEquals(Map.of(), Environment.settings(Map.of("NOTION_DATA_SOURCE_ID", "d"), _ -> null));
  }

  @Test
  void what_is_said_is_left_as_it_is() {
    Map<String, String> environment =
        Map.of(
            "NOTION_TOKEN", "t",
            "NOTION_DATABASE_ID", "d",
            "UPROUTE_SERVICES_FROM", "file",
            "UPROUTE_SUMMARY_TO", "site");
    assertEquals(Map.of(), Environment.settings(environment, _ -> null));
  }

  @Test
  void the_address_of_a_database_turns_postgresql_on_unless_a_setting_says_otherwise() {
    Map<String, String> environment = Map.of("DATABASE_URL", "postgresql://h/d");
    assertEquals(
        Map.of("uproute.store", "postgresql"), Environment.settings(environment, _ -> null));
    assertEquals(Map.of(), Environment.settings(environment, _ -> "sqlite"));
    assertEquals(Map.of(), Environment.settings(Map.of("DATABASE_URL", " "), _ -> null));
  }

  @Test
  void a_system_property_is_left_as_it_is_too() {
    Map<String, String> environment = Map.of("NOTION_TOKEN", "t", "NOTION_DATABASE_ID", "d");
    System.setProperty(SOURCE, "file");
    try {
      assertEquals(
          Map.of("uproute.summary.to", "console,site,notion"),
          Environment.settings(environment, _ -> null));
    } finally {
      System.clearProperty(SOURCE);
    }
  }
}
