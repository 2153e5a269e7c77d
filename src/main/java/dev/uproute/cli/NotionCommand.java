package dev.uproute.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.uproute.notion.NotionSetup;
import dev.uproute.send.Refused;
import dev.uproute.setting.Assembly;
import dev.uproute.setting.RouteFolder;
import dev.uproute.setting.SettingValues;
import dev.uproute.setting.Settings;
import dev.uproute.setting.StartupError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.main.Main;
import picocli.CommandLine.Command;

@Command(
    name = "notion",
    description = "Sets up the table in Notion, or checks whether all is set up.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "(init | test)")
final class NotionCommand {
  /** What one of the commands asks of Notion. */
  private interface Question {
    List<String> ask(NotionSetup setup, SettingValues settings, List<String> well);
  }

  @Command(
      name = "init",
      description = "Adds the columns that results are written to and that are missing.",
      mixinStandardHelpOptions = true,
      exitCodeListHeading = "%nExit status:%n",
      exitCodeList = {"0:all columns are there", "2:configuration error"})
  int init() {
    return run((setup, _, well) -> setup.init(well));
  }

  @Command(
      name = "test",
      description = "Checks token, data source, columns and callout, and changes nothing.",
      mixinStandardHelpOptions = true,
      exitCodeListHeading = "%nExit status:%n",
      exitCodeList = {"0:all is well", "2:configuration error"})
  int test() {
    return run(
        (setup, settings, well) ->
            setup.test(
                well,
                settings.get("uproute.notion.page-id"),
                settings.get("uproute.notion.callout")));
  }

  /** With the routes to Notion and nothing else. */
  private static int run(Question question) {
    Main main =
        Assembly.assemble(
            Map.of(
                "uproute.services.from", "file,notion",
                "uproute.summary.to", "notion",
                "uproute.log.level", "WARN"));
    try {
      Map<String, String> routes = RouteFolder.routes();
      main.configure()
          .setRoutesIncludePattern(
              Stream.of("errors", "beans", "notion", "send-http")
                  .map(routes::get)
                  .collect(Collectors.joining(",")));
      Settings.judge(Assembly.settings(main));
      main.start();
      return answer(main, question);
    } catch (Exception e) {
      Refused refusal = Refused.of(e);
      return StartupError.exit(refusal == null ? e : refusal);
    } finally {
      main.stop();
    }
  }

  private static int answer(Main main, Question question) throws Exception {
    SettingValues settings = Assembly.settings(main);
    ProducerTemplate camel = main.getCamelTemplate();
    NotionSetup setup =
        new NotionSetup(
            call -> camel.requestBody("direct:notion", call, JsonNode.class),
            settings.get("uproute.notion.data-source-id"),
            settings.get("uproute.notion.database-id"));
    List<String> well = new ArrayList<>();
    List<String> invalid = question.ask(setup, settings, well);
    well.forEach(System.out::println);
    invalid.forEach(sentence -> System.err.println("uproute: " + sentence));
    return invalid.isEmpty() ? 0 : StartupError.CONFIGURATION;
  }
}
