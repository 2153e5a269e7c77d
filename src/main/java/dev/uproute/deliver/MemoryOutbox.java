package dev.uproute.deliver;

import dev.uproute.record.Batch;
import dev.uproute.record.Flip;
import dev.uproute.record.Rows;
import dev.uproute.record.Streaks;
import dev.uproute.text.Deadline;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * The outbox while the database cannot be written: the same rows and the same rules, in memory. It
 * is in use from the first batch that fails until one is written, and that transaction writes what
 * became of each delivery meanwhile, so that nothing is sent twice. Thread-safe.
 */
public final class MemoryOutbox {
  /** Longer than a send may take; one that is not over then goes again. */
  private static final Duration SEND = Duration.ofSeconds(15);

  private final Channels channels;
  private final Outbox outbox;
  private final Streaks streaks;
  private final InstantSource clock;
  private final Map<String, ChannelTable> tables = new HashMap<>();
  private final Map<Flip, Long> flips = new IdentityHashMap<>();
  // of no batch: notices about the channels themselves
  private final List<Flip> selfEvents = new ArrayList<>();
  // those of them that a transaction was to write
  private List<Flip> offered = List.of();
  private final Set<String> sending = new HashSet<>();
  private final Set<String> read = new HashSet<>();
  private boolean inUse;
  private boolean writing;
  private long id;

  public MemoryOutbox(Channels channels, Outbox outbox, Streaks streaks, InstantSource clock) {
    this.channels = channels;
    this.outbox = outbox;
    this.streaks = streaks;
    this.clock = clock;
    // ids of messages come from ids of flips, and no run may use those of another
    this.id = -TimeUnit.MILLISECONDS.toMicros(clock.millis());
  }

  /** Whether deliveries are claimed here and not in the database. */
  public synchronized boolean inUse() {
    return inUse;
  }

  /** Notes what a claim of a channel has read from the database and made of it. */
  public synchronized void claimed(
      Claim claim,
      Map<String, Object> state,
      List<Map<String, Object>> waiting,
      List<Map<String, Object>> notified,
      List<Map<String, Object>> sends) {
    if (claim != null) {
      ChannelTable table = table(claim.channel().name());
      if (!inUse) {
        table.forgetRows();
        table.read(state, waiting, notified, sends);
        table.claimed(claim);
        table.unchanged();
      }
    }
  }

  /** Whether what the database holds for a channel was not read yet; only true once. */
  public synchronized boolean unread(String channel) {
    return read.add(channel);
  }

  /**
   * Takes up what the database holds for a channel.
   *
   * @param state null when the channel was never claimed
   */
  public synchronized void read(
      String channel,
      Map<String, Object> state,
      List<Map<String, Object>> waiting,
      List<Map<String, Object>> notified,
      List<Map<String, Object>> sends) {
    if (inUse) {
      table(channel).read(state, waiting, notified, sends);
    }
  }

  /**
   * Takes up the state changes that could not be written.
   *
   * @throws InterruptedException when the program stops
   */
  public synchronized void add(Batch batch) throws InterruptedException {
    while (writing) {
      wait();
    }
    inUse = true;
    Set<Flip> pending = streaks.pendingFlips();
    flips
        .keySet()
        .removeIf(
            flip ->
                !pending.contains(flip) && !selfEvents.contains(flip) && !offered.contains(flip));
    Set<Long> known = new HashSet<>(flips.values());
    tables.values().forEach(table -> table.keep(known));
    for (Flip flip : batch.flips()) {
      if (pending.contains(flip) && !flips.containsKey(flip)) {
        var service = batch.services().get(flip.service());
        add(flip, service == null ? null : service.name(), channel -> channel.wants(flip, service));
      }
    }
  }

  private void add(Flip flip, String name, Function<Channel, Boolean> wanted) {
    long flipId = --id;
    flips.put(flip, flipId);
    for (Channel channel : channels.all()) {
      if (wanted.apply(channel)) {
        table(channel.name()).add(--id, flipId, flip, name, clock.instant());
      }
    }
  }

  /** The channels that are due, as the rows of select-due.sql. */
  public synchronized List<Map<String, Object>> due() {
    Instant now = outbox.now();
    return channels.all().stream()
        .filter(channel -> table(channel.name()).due(now))
        .map(channel -> Map.<String, Object>of("channel", channel.name()))
        .toList();
  }

  /** Claims what is due for a channel; null while the database takes over. */
  public synchronized Claim claim(String channel) {
    if (!inUse || writing) {
      return null;
    }
    ChannelTable table = table(channel);
    Claim claim =
        outbox.claim(
            outbox.parameters(channel),
            table.state(),
            table.waiting(),
            table.notified(),
            table.sends());
    table.claimed(claim);
    if (claim.any()) {
      sending.add(claim.token());
    }
    return claim;
  }

  /** Whether a message was claimed here. */
  public synchronized boolean claimed(Outcome outcome) {
    return sending.contains(outcome.claim().token());
  }

  /**
   * Notes what became of a message that was claimed here, or whose fate the database cannot take.
   *
   * @throws InterruptedException when the program stops
   */
  public synchronized void mark(Outcome outcome) throws InterruptedException {
    boolean ours = sending.contains(outcome.claim().token());
    while (writing && !ours) {
      wait();
    }
    inUse = true;
    String name = outcome.claim().channel().name();
    table(name).marked(outcome);
    if (outcome.notice() != null) {
      Flip flip = outcome.flip();
      selfEvents.add(flip);
      add(flip, null, channel -> !channel.name().equals(name) && channel.wants(flip, null));
    }
    sending.remove(outcome.claim().token());
    notifyAll();
  }

  /** The database knows what became of a message. */
  public synchronized void marked(Outcome outcome) {
    ChannelTable table = table(outcome.claim().channel().name());
    table.marked(outcome);
    if (!inUse) {
      table.unchanged();
    }
  }

  /**
   * A transaction is about to write what is here. Nothing is claimed here until {@link #release},
   * and what is being sent is waited for.
   *
   * @throws InterruptedException when the program stops
   */
  public synchronized void hold() throws InterruptedException {
    writing = true;
    Deadline end = Deadline.after(SEND);
    while (!sending.isEmpty() && !end.expired()) {
      wait(end.leftMillis());
    }
    sending.clear();
  }

  /** The database holds all that is here, and is used again. */
  public synchronized void written() {
    if (!inUse) {
      return;
    }
    tables.values().forEach(ChannelTable::forgetRows);
    flips.clear();
    selfEvents.clear();
    offered = List.of();
    read.clear();
    inUse = false;
  }

  /**
   * The transaction that was not reported to be committed was, and what became of its deliveries
   * since is to be written.
   */
  public synchronized void settled() {
    selfEvents.removeAll(offered);
  }

  /** The transaction is over, however it ended. */
  public synchronized void release() {
    writing = false;
    notifyAll();
  }

  /** Whether the deliveries of a flip are here. */
  synchronized boolean knows(Flip flip) {
    return flips.containsKey(flip);
  }

  /** For insert-flip.sql. */
  public synchronized List<List<Object>> flipRows() {
    offered = List.copyOf(selfEvents);
    return offered.stream().map(Rows::flip).toList();
  }

  /** For insert-delivery-state.sql. */
  public synchronized List<List<Object>> newRows() {
    return rows(channel -> table(channel.name()).newRows(channel.name(), streaks::present));
  }

  /** For update-delivery-state.sql. */
  public synchronized List<List<Object>> changedRows() {
    return rows(channel -> table(channel.name()).changedRows());
  }

  /** For upsert-channel-state.sql. */
  public synchronized List<List<Object>> channelRows() {
    return channels.all().stream()
        .map(channel -> table(channel.name()).channelRow(channel))
        .filter(Objects::nonNull)
        .toList();
  }

  private List<List<Object>> rows(Function<Channel, List<List<Object>>> of) {
    return channels.all().stream().flatMap(channel -> of.apply(channel).stream()).toList();
  }

  private ChannelTable table(String channel) {
    return tables.computeIfAbsent(channel, _ -> new ChannelTable());
  }
}
