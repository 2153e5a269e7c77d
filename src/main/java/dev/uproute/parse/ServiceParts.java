package dev.uproute.parse;

import dev.uproute.service.CheckType;
import dev.uproute.service.Expect;
import dev.uproute.service.Request;

/** The parts of a service that are settings one to one. */
final class ServiceParts {
  private ServiceParts() {}

  /** UDP is tried first, and when nothing answers the host is pinged. */
  static Request request(LayeredKeys all, String type) {
    boolean udp = CheckType.UDP.is(type);
    byte[] send = all.get(Keys.SEND);
    String fallback = all.get(Keys.FALLBACK);
    return new Request(
        all.get(Keys.METHOD),
        all.get(Keys.HEADERS),
        all.get(Keys.BODY),
        all.get(Keys.AUTH),
        all.get(Keys.FOLLOW_REDIRECTS),
        all.get(Keys.VERIFY),
        all.get(Keys.TLS).equals("legacy"),
        send == null && udp ? new byte[4] : send,
        fallback == null ? (udp ? CheckType.PING.word() : "none") : fallback,
        all.get(Keys.ENVIRONMENT));
  }

  static Expect expect(LayeredKeys all, String type) {
    return new Expect(
        all.get(Keys.HTTP_STATUS),
        all.get(Keys.BODY_CONTAINS),
        all.get(Keys.BODY_MATCHES),
        all.get(Keys.JSON),
        all.get(Keys.EXPECT_HEADERS),
        all.get(Keys.DEGRADED_STATUS),
        all.get(Keys.SLOWER_THAN),
        all.get(Keys.DEGRADED_IS_ONLINE),
        all.get(Keys.BOT_PROTECTION),
        CheckType.HOST.is(type) ? limits(all) : null,
        CheckType.HEARTBEAT.is(type) ? rhythm(all) : null);
  }

  static Expect.HeartbeatPeriod rhythm(LayeredKeys all) {
    return Expect.HeartbeatPeriod.of(all.get(Keys.INTERVAL), all.get(Keys.GRACE));
  }

  private static Expect.HostLimits limits(LayeredKeys all) {
    return new Expect.HostLimits(
        all.get(Keys.LIMIT_CPU),
        all.get(Keys.LIMIT_LOAD),
        all.get(Keys.LIMIT_RAM),
        all.get(Keys.LIMIT_SWAP),
        all.get(Keys.LIMIT_DISK),
        all.get(Keys.LIMIT_TEMPERATURE),
        all.get(Keys.LIMIT_UPDATES));
  }
}
