package dev.uproute.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.uproute.check.Result;
import dev.uproute.check.Status;
import dev.uproute.report.Sample;
import dev.uproute.report.ServiceReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RenderOrderTest {
  private Duration every = Duration.ofHours(1);
  private final RenderOrder turns = new RenderOrder();

  @Test
  void of_few_services_every_page_is_rendered_each_time() {
    List<ServiceView> views = views(200);
    assertEquals(200, rendered(views).size());
    assertEquals(200, rendered(views).size());
  }

  @Test
  void of_many_each_page_is_rendered_at_once_and_then_in_turn() {
    List<ServiceView> views = views(1_000);
    assertEquals(1_000, rendered(views).size());
    Set<String> round = new HashSet<>();
    for (int i = 0; i < 5; i++) {
      List<String> some = rendered(views);
      assertEquals(RenderOrder.EACH, some.size());
      round.addAll(some);
    }
    assertEquals(1_000, round.size());
  }

  @Test
  void a_page_whose_service_changed_state_does_not_wait_for_its_turn() {
    List<ServiceView> views = views(1_000);
    rendered(views);
    views.set(950, view(Sample.service("s950").is(Status.DOWN, "refused")));
    assertEquals(RenderOrder.EACH + 1, rendered(views).size());
    assertEquals(RenderOrder.EACH, rendered(views).size());
  }

  @Test
  void after_a_report_that_failed_every_page_is_rendered() {
    List<ServiceView> views = views(1_000);
    rendered(views);
    turns.forget();
    assertEquals(1_000, rendered(views).size());
  }

  @Test
  void where_reports_come_twice_as_often_as_results_a_page_without_a_newer_one_leaves_one_out() {
    every = Duration.ofSeconds(30);
    List<ServiceView> views = views(3);
    assertEquals(3, rendered(views).size());
    assertEquals(0, rendered(views).size());
    assertEquals(3, rendered(views).size());
    views.set(0, newer(views.get(0)));
    views.set(1, view(Sample.service("s1").is(Status.DOWN, "refused")));
    assertEquals(List.of("s0", "s1"), rendered(views));
    every = Duration.ofSeconds(31);
    assertEquals(3, rendered(views).size());
    assertEquals(3, rendered(views).size());
  }

  private List<String> rendered(List<ServiceView> views) {
    turns.begin(views, every);
    return views.stream().filter(turns::comes).map(ServiceView::id).toList();
  }

  private static ServiceView newer(ServiceView view) {
    ServiceReport was = view.report();
    Result last = was.latest();
    Result next =
        new Result(
            last.service(),
            last.at().plusSeconds(60),
            last.status(),
            last.reason(),
            last.evidence());
    return ServiceView.of(
        new ServiceReport(
            was.service(),
            was.status(),
            next,
            was.since(),
            was.lastOnline(),
            was.uptime(),
            was.checks(),
            was.recent(),
            was.incidents()),
        Sample.NOW,
        Language.ENGLISH);
  }

  private static List<ServiceView> views(int count) {
    return new ArrayList<>(
        IntStream.range(0, count).mapToObj(i -> view(Sample.service("s" + i))).toList());
  }

  private static ServiceView view(Sample sample) {
    return ServiceView.of(sample.build(), Sample.NOW, Language.ENGLISH);
  }
}
