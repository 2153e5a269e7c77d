package dev.uproute.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.uproute.report.ServiceReport;
import dev.uproute.report.Site;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Answers how every site is, of the services that are for the caller. Thread-safe. */
public final class ApiSites {
  private final ApiReport report;

  public ApiSites(ApiReport report) {
    this.report = report;
  }

  private List<Site> sites(ApiRequest request) {
    request.only();
    return Site.of(report.of(request.scope()).services());
  }

  public ObjectNode list(ApiRequest request) {
    ObjectNode answer = ApiAnswers.JSON.createObjectNode();
    ArrayNode sites = answer.putArray("sites");
    sites(request).forEach(each -> put(sites.addObject(), each));
    return answer;
  }

  public ObjectNode one(ApiRequest request) {
    Site site =
        sites(request).stream()
            .filter(each -> each.id().equals(request.id()))
            .findFirst()
            .orElseThrow(() -> Problem.notFound("site", request.id()));
    ObjectNode answer = ApiAnswers.JSON.createObjectNode();
    put(answer, site);
    ArrayNode monitors = answer.putArray("monitors");
    for (ServiceReport each : site.services()) {
      monitors
          .addObject()
          .put("id", each.service().id())
          .put("name", each.service().name())
          .put("state", ApiMonitors.state(each));
    }
    return answer;
  }

  private static void put(ObjectNode node, Site site) {
    node.put("id", site.id()).put("status", site.status().word());
    Map<String, Integer> counts = new TreeMap<>();
    site.services().forEach(each -> counts.merge(ApiMonitors.state(each), 1, Integer::sum));
    ObjectNode states = node.put("total", site.services().size()).putObject("states");
    counts.forEach(states::put);
  }
}
