package dev.uproute.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.uproute.check.ExecProbe;
import dev.uproute.notion.NotionServices;
import dev.uproute.send.Refused;
import dev.uproute.service.CheckType;
import dev.uproute.service.Service;
import dev.uproute.service.Services;
import dev.uproute.setting.StartupError;
import dev.uproute.setting.UnmatchedFilters;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.main.Main;

/**
 * What {@code validate} finds in the lists of services. The list in Notion is read, and nothing of
 * it is stored or written.
 *
 * @param services of the file, then of Notion
 * @param invalid what keeps a list from being read at all
 * @param warnings rows that are left out, and what meets no service
 */
record ListValidation(List<Service> services, List<String> invalid, List<String> warnings) {

  static ListValidation of(Main main) {
    Services file = main.lookup("services", Services.class);
    NotionServices notion = main.lookup("notionServices", NotionServices.class);
    List<Service> all = new ArrayList<>(file.current());
    List<String> invalid = new ArrayList<>();
    List<String> warnings = new ArrayList<>();
    all.stream().map(ListValidation::program).filter(Objects::nonNull).forEach(warnings::add);
    if (notion == null || read(main, notion, all, invalid, warnings)) {
      warnings.addAll(
          main.lookup("unmatchedFilters", UnmatchedFilters.class).sentences(all, file.windows()));
    }
    return new ListValidation(all, invalid, warnings);
  }

  /** What is wrong with the program of a service that runs one; null when nothing is. */
  private static String program(Service service) {
    String problem = CheckType.EXEC.of(service) ? ExecProbe.problem(service) : null;
    return problem == null ? null : "service " + service.id() + ": " + problem;
  }

  private static boolean read(
      Main main,
      NotionServices notion,
      List<Service> all,
      List<String> invalid,
      List<String> warnings) {
    try {
      ProducerTemplate camel = main.getCamelTemplate();
      main.getCamelContext().getRouteController().startRoute("send-http");
      main.getCamelContext().getRouteController().startRoute("notion");
      NotionServices.Rows rows =
          notion.preview(call -> camel.requestBody("direct:notion", call, JsonNode.class));
      all.addAll(rows.services());
      warnings.addAll(rows.errors());
      return true;
    } catch (Exception e) {
      Refused refusal = Refused.of(e);
      boolean ours = refusal == null || refusal.kind() != Refused.Kind.LATER;
      String why = StartupError.text(refusal == null ? e : refusal).replaceFirst("^uproute: ", "");
      (ours ? invalid : warnings).add("the list in Notion was not read: " + why);
      return false;
    }
  }
}
