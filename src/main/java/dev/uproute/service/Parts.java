package dev.uproute.service;

/** The parts of a service that are settings one to one. */
final class Parts {
  private Parts() {}

  /** UDP speaks first, and when nothing answers the host is pinged (SPEC §2). */
  static Request request(Settings all, String type) {
    boolean udp = "udp".equals(type);
    byte[] send = all.get(Keys.SEND);
    String fallback = all.get(Keys.FALLBACK);
    return new Request(
        all.get(Keys.METHOD),
        all.get(Keys.HEADERS),
        all.get(Keys.BODY),
        all.get(Keys.AUTH),
        all.get(Keys.FOLLOW_REDIRECTS),
        all.get(Keys.VERIFY),
        send == null && udp ? new byte[4] : send,
        fallback == null ? (udp ? "ping" : "none") : fallback);
  }

  static Expect expect(Settings all) {
    return new Expect(
        all.get(Keys.HTTP_STATUS),
        all.get(Keys.BODY_CONTAINS),
        all.get(Keys.BODY_MATCHES),
        all.get(Keys.JSON),
        all.get(Keys.EXPECT_HEADERS),
        all.get(Keys.DEGRADED_STATUS),
        all.get(Keys.SLOWER_THAN),
        all.get(Keys.DEGRADED_IS_ONLINE),
        all.get(Keys.BOT_PROTECTION));
  }

  static Policy policy(Settings all) {
    return new Policy(
        all.get(Keys.DOWN_AFTER),
        all.get(Keys.UP_AFTER),
        all.get(Keys.ESCALATE_AFTER),
        all.get(Keys.REMIND_EVERY),
        all.get(Keys.TLS_WARN_DAYS));
  }
}
