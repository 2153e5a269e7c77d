package dev.uproute.metrics;

import dev.uproute.deliver.Answers;
import dev.uproute.deliver.ChannelStates;
import dev.uproute.health.Health;
import dev.uproute.record.Backlog;
import dev.uproute.report.RefusedChanges;
import dev.uproute.schedule.Progress;
import dev.uproute.schedule.Schedule;
import dev.uproute.service.Services;
import dev.uproute.store.FencedTransactions;
import dev.uproute.store.Store;
import dev.uproute.text.Version;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.ArrayList;
import java.util.List;

/** How this program itself does, as metrics. Thread-safe. */
public final class ProgramMetrics {
  private final Health health;
  private final Schedule schedule;
  private final Backlog backlog;
  private final Store store;
  private final FencedTransactions transactions;
  private final Services services;
  private final ChannelStates channels;
  private final Answers answers;
  private final RefusedChanges changes;

  public ProgramMetrics(
      Health health,
      Schedule schedule,
      Backlog backlog,
      Store store,
      FencedTransactions transactions,
      Services services,
      ChannelStates channels,
      Answers answers,
      RefusedChanges changes) {
    this.health = health;
    this.schedule = schedule;
    this.backlog = backlog;
    this.store = store;
    this.transactions = transactions;
    this.services = services;
    this.channels = channels;
    this.answers = answers;
    this.changes = changes;
  }

  List<MetricSnapshot> collect() {
    List<MetricSnapshot> all = new ArrayList<>();
    all.add(
        new Family("uproute_build_info", "The version of this program")
            .with(Labels.of("version", Version.current()), 1)
            .info());
    all.add(
        gauge(
            "uproute_active",
            "1 when this instance checks, 0 while it starts or stands by",
            flag(health.phase() == Health.Phase.WORKING)));
    checks(all);
    store(all);
    lists(all);
    deliveries(all);
    all.add(
        new Family(
                "uproute_reloads_total",
                "Changes of routes, templates and settings that were taken while it runs, or not")
            .with(Labels.of("result", "refused"), changes.refusedCount())
            .with(Labels.of("result", "taken"), changes.takenCount())
            .counter());
    return all;
  }

  private void checks(List<MetricSnapshot> all) {
    Progress now = schedule.progress();
    all.add(gauge("uproute_checks_running", "Checks under way", now.underWay()));
    all.add(
        gauge(
            "uproute_checks_silent",
            "Services without a result for three intervals, and for 15 s at least",
            now.silent()));
    all.add(
        gauge(
            "uproute_checks_waiting_seconds",
            "How long the check that is due the longest waits for a place among those under way",
            now.late().toMillis() / 1000.0));
    all.add(
        Family.of(
                "uproute_checks_skipped_total",
                "Checks left out because the one before was under way or no place was free",
                now.skipped())
            .counter());
    all.add(
        Family.histogram(
            "uproute_check_lateness_seconds",
            "From when a check was due to when it began",
            schedule.lateness()));
  }

  private void store(List<MetricSnapshot> all) {
    all.add(
        gauge(
            "uproute_store_writable",
            "1 when the history can be written, else 0",
            flag(!backlog.failing())));
    all.add(
        gauge(
            "uproute_store_waiting_results",
            "Results in memory that are not in the database yet",
            backlog.size()));
    all.add(
        Family.of(
                "uproute_store_dropped_results_total",
                "Results dropped because too many waited for the database",
                backlog.dropped())
            .counter());
    all.add(
        Family.histogram(
            "uproute_store_transaction_seconds",
            "How long transactions that write took, from their first statement to the commit",
            transactions.durations()));
    Long size = store.size();
    if (size != null) {
      all.add(gauge("uproute_store_size_bytes", "The SQLite file with its log", size));
    }
  }

  private void lists(List<MetricSnapshot> all) {
    Family up =
        new Family("uproute_source_up", "1 when the last list of the source was taken, else 0");
    Family count = new Family("uproute_source_services", "Services the source lists");
    Family lists =
        new Family("uproute_source_lists_total", "Lists of the source that were taken, or not");
    for (Services.SourceState each : services.state()) {
      Labels source = Labels.of("source", each.source());
      up.with(source, flag(each.error() == null));
      count.with(source, each.count());
      Services.Lists seen = services.lists(each.source());
      lists.with(source.add("result", "refused"), seen.refused());
      lists.with(source.add("result", "taken"), seen.taken());
    }
    all.add(up.gauge());
    all.add(count.gauge());
    all.add(lists.counter());
  }

  /** What the database cannot say now is absent. */
  private void deliveries(List<MetricSnapshot> all) {
    Family up =
        new Family("uproute_channel_up", "1 when the channel took the last message, else 0");
    Family waiting = new Family("uproute_deliveries_waiting", "Deliveries that are to go to it");
    Family dead = new Family("uproute_deliveries_dead", "Deliveries that were given up");
    List<ChannelStates.State> states = channels.all();
    for (ChannelStates.State each : states == null ? List.<ChannelStates.State>of() : states) {
      Labels channel = Labels.of("channel", each.name());
      up.with(channel, flag(each.works()));
      waiting.with(channel, each.waiting());
      dead.with(channel, each.dead());
    }
    Family messages =
        new Family(
            "uproute_messages_total",
            "Messages that channels took (sent), refused for good (refused, dead), or are sent"
                + " again (failed)");
    answers
        .counts()
        .forEach(
            (key, count) ->
                messages.with(
                    Labels.of("channel", key.channel(), "outcome", key.outcome()), count));
    all.add(up.gauge());
    all.add(waiting.gauge());
    all.add(dead.gauge());
    all.add(messages.counter());
  }

  private static MetricSnapshot gauge(String name, String help, double value) {
    return Family.of(name, help, value).gauge();
  }

  private static double flag(boolean set) {
    return set ? 1 : 0;
  }
}
