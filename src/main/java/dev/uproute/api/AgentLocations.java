package dev.uproute.api;

import dev.uproute.text.BearerTokens;
import dev.uproute.text.CommaList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which location an agent is of, by its bearer token. Immutable. */
public final class AgentLocations {
  private final Map<String, BearerTokens> tokens = new LinkedHashMap<>();

  /**
   * @param settings every setting by its key
   */
  public AgentLocations(Map<String, String> settings) {
    for (String name : CommaList.of(settings.getOrDefault("uproute.locations", ""))) {
      String token = settings.get("uproute.location." + name + ".token");
      tokens.put(name, new BearerTokens(token == null ? "none" : token));
    }
  }

  /**
   * The location of a caller.
   *
   * @param authorization its header; null when there is none
   * @throws Problem 401 when the token is that of no location
   */
  public String of(String authorization) {
    for (Map.Entry<String, BearerTokens> each : tokens.entrySet()) {
      if (each.getValue().shown(authorization)) {
        return each.getKey();
      }
    }
    throw new Problem(401, "this is for agents, each with the token of its location", List.of());
  }
}
