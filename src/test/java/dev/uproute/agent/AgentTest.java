package dev.uproute.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.uproute.FakeClock;
import dev.uproute.Watched;
import dev.uproute.check.Result;
import dev.uproute.check.Status;
import dev.uproute.send.HttpReply;
import dev.uproute.send.HttpRequest;
import dev.uproute.service.MonotonicClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentTest {
  private final FakeClock wall = new FakeClock();
  private final AtomicLong nanos = new AtomicLong();
  @TempDir Path folder;
  private Path plan;
  private Agent agent;

  @BeforeEach
  void start() {
    plan = folder.resolve("plan.yaml");
    agent = agent();
  }

  private Agent agent() {
    return new Agent(
        "https://status.example.org/uptime",
        "t".repeat(32),
        plan.toString(),
        new MonotonicClock(nanos::get),
        wall);
  }

  /** Both clocks go on. */
  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
    wall.pass(time);
  }

  private static HttpReply answer(int status, String body) {
    return new HttpReply(status, Map.of("ETag", "\"a-1\""), body, false, null);
  }

  private List<Map<String, Object>> found() throws Exception {
    Result result = Watched.result(Watched.service("shop"), wall.instant(), Status.DOWN);
    return agent.rows(List.of(result));
  }

  /** How old the centre takes a result for. */
  private Duration age(List<Map<String, Object>> rows) throws Exception {
    JsonNode sent = new ObjectMapper().readTree(agent.resultsRequest(rows).body());
    Instant at = Instant.parse(sent.at("/results/0/at").asText());
    return Duration.between(at, Instant.parse(sent.get("now").asText()));
  }

  @Test
  void a_result_is_as_old_as_the_clock_says_that_nobody_sets() throws Exception {
    List<Map<String, Object>> rows = found();
    pass(Duration.ofSeconds(40));
    assertEquals(Duration.ofSeconds(40), age(rows));
    wall.pass(Duration.ofHours(-3));
    assertEquals(Duration.ofSeconds(40), age(rows), "its clock was set back");
  }

  @Test
  void of_a_run_before_the_wall_clock_is_all_that_is_known() throws Exception {
    List<Map<String, Object>> rows = found();
    pass(Duration.ofMinutes(5));
    agent = agent();
    assertEquals(Duration.ofMinutes(5), age(rows));
  }

  @Test
  void what_it_sends_names_services_and_has_no_secret() throws Exception {
    HttpRequest request = agent.resultsRequest(found());
    assertEquals("https://status.example.org/uptime/agent/results", request.address().toString());
    assertEquals("gzip", request.headers().get("Content-Encoding"));
    JsonNode result = new ObjectMapper().readTree(request.body()).at("/results/0");
    assertEquals("shop", result.get("id").asText());
    assertFalse(result.has("service"), result.toString());
  }

  @Test
  void a_plan_is_written_once_and_asked_for_by_its_tag() throws Exception {
    assertNull(agent.planRequest().headers().get("If-None-Match"));
    String body = "{\"v\":1,\"services\":\"services: []\\n\",\"check_now\":[\"shop\"]}";
    assertEquals(List.of("shop"), agent.planned(answer(200, body)));
    assertEquals("services: []\n", Files.readString(plan));
    assertEquals("\"a-1\"", agent.planRequest().headers().get("If-None-Match"));
    assertEquals(List.of(), agent.planned(answer(304, "")));
    assertEquals(List.of(), agent.planned(answer(503, "")));
    assertEquals(List.of(), agent.planned(answer(200, "<html>a login page</html>")));
    assertEquals("services: []\n", Files.readString(plan), "the last plan stays");
    Files.delete(plan);
    assertNull(agent.planRequest().headers().get("If-None-Match"), "a plan that is gone");
  }

  @Test
  void what_the_centre_does_not_take_for_now_stays() {
    assertTrue(agent.handedIn(answer(204, "")));
    assertFalse(agent.handedIn(answer(503, "")));
    assertFalse(agent.handedIn(answer(401, "")), "a wrong token may be put right");
    assertTrue(agent.handedIn(answer(400, "")), "it would never be taken");
  }

  @Test
  void what_is_too_much_at_once_is_handed_in_bit_by_bit() {
    assertEquals(500, agent.most());
    assertFalse(agent.handedIn(answer(413, "")));
    assertEquals(250, agent.most());
    assertTrue(agent.handedIn(answer(204, "")));
    assertEquals(500, agent.most(), "as many again once that works");
    for (int most = 500; most > 1; most /= 2) {
      assertFalse(agent.handedIn(answer(413, "")), "" + most);
    }
    assertEquals(1, agent.most());
    assertTrue(agent.handedIn(answer(413, "")), "a single one that is too long is given up");
  }
}
