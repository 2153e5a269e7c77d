package dev.uproute;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.uproute.channel.Receiver;
import dev.uproute.notion.FakeNotion;
import dev.uproute.notion.FakeTable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The folders of examples/, with stand-ins for what they watch and whom they notify. */
@Execution(ExecutionMode.CONCURRENT)
class ExamplesTest {
  @TempDir Path folder;

  private final Map<String, Receiver.Answer> answers = new ConcurrentHashMap<>();
  private Receiver there;
  private FakeNotion notion;
  private FakeTable table;

  @BeforeEach
  void open() throws Exception {
    there =
        new Receiver(
            request -> answers.getOrDefault(request.path(), Receiver.Answer.of(200, "ok")));
    notion = new FakeNotion();
    table = notion.workspace.services();
  }

  @AfterEach
  void close() {
    there.close();
    notion.close();
  }

  static List<String> names() throws Exception {
    try (Stream<Path> folders = Files.list(Example.ALL)) {
      return folders.map(f -> f.getFileName().toString()).sorted().toList();
    }
  }

  private Example notion() throws Exception {
    return new Example("notion-dashboard", folder)
        .with("NOTION_TOKEN", FakeNotion.TOKEN)
        .with("NOTION_DATA_SOURCE_ID", table.id)
        .with("UPROUTE_NOTION_URL", notion.url())
        .with("NAS_URL", there.url("/nas"));
  }

  @ParameterizedTest
  @MethodSource("names")
  void each_is_valid_with_the_variables_its_page_sets(String name) throws Exception {
    table.row("Service", "Git", "Check Type", "HTTP", "URL", "https://git.example.org");
    Example example = name.startsWith("notion") ? notion() : new Example(name, folder);
    String said = example.run(0, "validate");
    assertTrue(said.matches("[2-9] services and \\d+ routes: all is well\n"), said);
    Set<String> named = new TreeSet<>();
    for (String file : List.of("services.yaml", "application.properties")) {
      Pattern.compile("\\{\\{env:(\\w+)")
          .matcher(example.read(file))
          .results()
          .forEach(variable -> named.add(variable.group(1)));
    }
    named.removeAll(example.environment().keySet());
    assertEquals(Set.of(), named, "named in the files, and not on the page");
  }

  @Test
  void notion_dashboard_writes_its_rows_and_goes_on_with_the_history_of_the_script()
      throws Exception {
    String page = notion.workspace.blocks().page();
    String callout = notion.workspace.blocks().add(page, "callout", "Last Updated: never");
    String git = table.row("Service", "Git", "Check Type", "HTTP", "URL", there.url("/git"));
    String wiki = table.row("Service", "Wiki", "Check Type", "HTTP", "URL", there.url("/wiki"));
    answers.put("/wiki", Receiver.Answer.of(503, ""));
    Example example = notion().with("UPTIME_PAGE_ID", page);
    example.history("('Git', strftime('%Y-%m-%dT%H:%M:%SZ', 'now', '-1 hour'), 0)");
    String said = example.run(1, "check");
    assertTrue(said.matches("(?s).*Wiki  OFFLINE  \\d+ms  HTTP 503, expected 100-499\n.*"), said);
    assertEquals("Online 0.5", table.cell(git, "Status") + " " + table.cell(git, "Uptime 24h %"));
    assertEquals("Offline", table.cell(wiki, "Status"));
    assertTrue(
        notion.workspace.blocks().text(callout).matches("Last Updated: .*\\d{4}.*"),
        notion.workspace.blocks().text(callout));
    assertEquals(List.of(), notion.violations());
  }

  @Test
  void static_dashboard_has_a_page_for_each_site_and_a_line_for_each_check() throws Exception {
    answers.put("/shop/", Receiver.Answer.of(200, "Add to cart"));
    answers.put("/shop/search", Receiver.Answer.of(204, ""));
    answers.put("/blog/", Receiver.Answer.of(403, "<title>Just a moment...</title>"));
    Example example =
        new Example("static-dashboard", folder)
            .with("SHOP_URL", there.url("/shop"))
            .with("BLOG_URL", there.url("/blog"));
    String said = example.run(1, "check");
    String lines = example.read("reports/summary.csv").replaceAll("(?m)^[^,]+,", "");
    assertTrue(lines.contains("Shop,shop,online,"), lines + said);
    assertTrue(lines.contains("Search of the shop,shop,offline,"), lines);
    assertTrue(lines.contains("Blog,blog,degraded,"), lines);
    String results = example.read("data/live/shop/search.log");
    assertTrue(results.contains(",shop,search,DOWN,204,"), results);
    assertTrue(results.contains(",HTTP_STATUS\r\n"), results);
    String page = example.read("public/shop.html");
    assertTrue(page.contains("Search of the shop"), page);
    assertTrue(example.read("public/blog.html").contains("<span class=\"bot\""));
    assertTrue(Files.exists(example.path("public/index.html")));
  }
}
