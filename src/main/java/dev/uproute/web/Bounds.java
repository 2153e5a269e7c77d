package dev.uproute.web;

import dev.uproute.text.Durations;
import org.apache.camel.CamelContext;

/** What every server of ours allows, by {@code uproute.http.*}. Immutable. */
final class Bounds {
  private final CamelContext camel;

  /** Each server has the addresses of its own callers. */
  Bounds(CamelContext camel) {
    this.camel = camel;
  }

  TrustedProxies proxies() {
    return TrustedProxies.of(setting("trusted-proxies"));
  }

  Edge edge(TrustedProxies proxies) {
    return new Edge(
        new HostCheck(setting("hosts")),
        proxies,
        new RequestRate(number("max-requests-per-second"), System::nanoTime),
        new RequestRate(number("max-writes-per-second"), System::nanoTime));
  }

  ConnectionLimits.Limits limits() {
    return new ConnectionLimits.Limits(
        number("max-connections"),
        number("max-connections-per-address"),
        Durations.parse(setting("request-timeout")),
        Durations.parse(setting("idle-timeout")),
        Durations.parse(setting("answer-timeout")));
  }

  private int number(String key) {
    return Integer.parseInt(setting(key));
  }

  private String setting(String key) {
    return camel.resolvePropertyPlaceholders("{{uproute.http." + key + "}}");
  }
}
