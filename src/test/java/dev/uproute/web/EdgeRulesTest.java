package dev.uproute.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Who asks, how often and from where. */
@Execution(ExecutionMode.CONCURRENT)
class EdgeRulesTest {
  @Test
  void the_caller_is_the_last_address_that_is_no_proxy_of_ours() {
    TrustedProxies proxies = TrustedProxies.of("127.0.0.1, 10.0.0.0/9, fd00::/8");
    assertEquals("203.0.113.7", proxies.client("203.0.113.7", "198.51.100.1"));
    assertEquals("198.51.100.1", proxies.client("127.0.0.1", "198.51.100.1"));
    assertEquals("198.51.100.1", proxies.client("127.0.0.1", "6.6.6.6, 198.51.100.1, 10.127.0.1"));
    assertEquals("10.128.0.1", proxies.client("127.0.0.1", "6.6.6.6, 10.128.0.1"));
    assertEquals("fd12::1", proxies.client("fd12::1", null));
    assertEquals("unknown", proxies.client("127.0.0.1", "6.6.6.6, unknown"));
    assertEquals("127.0.0.1", TrustedProxies.of("none").client("127.0.0.1", "6.6.6.6"));
  }

  @Test
  void a_network_has_an_address_and_no_more_bits_than_it() {
    for (String text : new String[] {"none", "10.0.0.1", "10.0.0.0/8,::1", "0.0.0.0/0"}) {
      assertTrue(TrustedProxies.understood(text), text);
    }
    for (String text :
        new String[] {"proxy", "10.0.0.0/33", "10.0.0.0/x", "10.0.0.0/-1", "1/2/3"}) {
      assertFalse(TrustedProxies.understood(text), text);
    }
  }

  @Test
  void an_address_that_pauses_may_ask_again_and_another_is_not_held_back() {
    AtomicLong now = new AtomicLong(-5);
    RequestRate rate = new RequestRate(2, now::get);
    assertTrue(rate.lets("a") && rate.lets("a"));
    assertFalse(rate.lets("a"));
    assertTrue(rate.lets("b"));
    now.addAndGet(400_000_000);
    assertFalse(rate.lets("a"));
    now.addAndGet(200_000_000);
    assertTrue(rate.lets("a"));
    assertFalse(rate.lets("a"));
    now.addAndGet(60_000_000_000L);
    assertTrue(rate.lets("a") && rate.lets("a"));
    assertFalse(rate.lets("a"));
  }

  @Test
  void a_tag_is_found_in_any_list() {
    assertTrue(EntityTag.matches("\"b\", W/\"a\"", "\"a\""));
    assertTrue(EntityTag.matches("*", "\"a\""));
    assertFalse(EntityTag.matches("\"ab\"", "\"a\""));
    assertFalse(EntityTag.matches(null, "\"a\""));
  }
}
