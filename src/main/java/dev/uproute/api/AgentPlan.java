package dev.uproute.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.uproute.location.Votes;
import dev.uproute.parse.ConfigErrors;
import dev.uproute.parse.ExportedList;
import dev.uproute.parse.Profiles;
import dev.uproute.parse.ServiceFile;
import dev.uproute.service.Service;
import dev.uproute.service.Services;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;

/**
 * What the agent of a location is to check: its services as a services.yaml, in which placeholders
 * stand as they are written, and which of them it is to check at once. Thread-safe; a call may
 * wait.
 */
public final class AgentPlan {
  /** How long a caller waits for another plan: less than proxies wait, and connections may idle. */
  private static final Duration LONGEST = Duration.ofSeconds(20);

  private static final Pattern TAG = Pattern.compile("\"([0-9a-f]+)-(\\d{1,18})\"");

  private final ServiceFile file;
  private final Services services;
  private final Profiles profiles;
  private final Votes votes;
  // by location: the list it was made of, and its text
  private final Map<String, Listed> listed = new HashMap<>();

  private record Listed(List<Service> of, String text, String hash) {}

  /**
   * @param file null when services.yaml is no source
   */
  public AgentPlan(ServiceFile file, Services services, Profiles profiles, Votes votes) {
    this.file = file;
    this.services = services;
    this.profiles = profiles;
    this.votes = votes;
  }

  /**
   * The plan of a location; when the caller has it, waits for another one for up to 20 s.
   *
   * @param known the ETag of the plan the caller has; null when it has none
   * @param exchange of the request; when its program stops, nobody waits any longer
   * @return an Answer with status 304 when there is no other one
   */
  public ApiAnswers.Answer of(String location, String known, Exchange exchange)
      throws InterruptedException {
    Matcher tag = TAG.matcher(known == null ? "" : known);
    long last = votes.asked(Long.MAX_VALUE).last();
    // what was counted by a run before says nothing of this one
    boolean has = tag.matches() && Long.parseLong(tag.group(2)) <= last;
    String hash = has ? tag.group(1) : "";
    long after = has ? Long.parseLong(tag.group(2)) : last;
    long end = System.nanoTime() + LONGEST.toNanos();
    while (true) {
      Listed plan = plan(location);
      Votes.Asked asked = votes.asked(after);
      String now = '"' + plan.hash + "-" + asked.last() + '"';
      if (!plan.hash.equals(hash) || !asked.ids().isEmpty()) {
        return new ApiAnswers.Answer(200, "application/json", now, text(plan, asked));
      }
      if (System.nanoTime() - end >= 0 || exchange.getContext().isStopping()) {
        return new ApiAnswers.Answer(304, "application/json", now, "");
      }
      votes.await(asked.last(), Duration.ofSeconds(1));
    }
  }

  private static String text(Listed plan, Votes.Asked asked) {
    ObjectNode node = ApiAnswers.JSON.createObjectNode();
    node.put("v", 1);
    node.put("services", plan.text);
    asked.ids().forEach(node.putArray("check_now")::add);
    return ApiAnswers.text(node);
  }

  private synchronized Listed plan(String location) {
    List<Service> all = services.current();
    Listed before = listed.get(location);
    if (before != null && before.of == all) {
      return before;
    }
    List<Service> here =
        all.stream()
            .filter(Service::enabled)
            .filter(service -> votes.assigned(service).contains(location))
            .toList();
    try {
      String text = ExportedList.checks(file, here, profiles);
      Listed made = new Listed(all, text, ApiAnswers.hash(text));
      listed.put(location, made);
      return made;
    } catch (ConfigErrors e) {
      throw new Problem(409, "services.yaml is wrong now: " + e.getMessage(), List.of());
    }
  }
}
