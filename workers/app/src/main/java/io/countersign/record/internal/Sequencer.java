package io.countersign.record.internal;

import io.countersign.ledger.FormatException;
import io.countersign.ledger.entry.Entry;
import io.countersign.ledger.entry.EntryReader;
import io.countersign.ledger.log.LogDamagedException;
import io.countersign.ledger.log.Publication;
import io.countersign.ledger.log.UncertainPublicationException;
import io.countersign.record.internal.Leadership.Pending;
import io.countersign.record.internal.Leadership.Placed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Takes committed intents to the ledger, in batches, one after the other. Of several instances one
 * does; the others wait to take over. Whatever fails, it starts over from what the database and the
 * log both hold: an intent that stands in the log already is found by its id, never appended twice.
 *
 * <p>Its thread is never interrupted: an interrupt would close the log's files.
 */
@Component
class Sequencer implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(Sequencer.class);
  private static final Duration BEFORE_NEXT_TRY = Duration.ofSeconds(1);
  private static final Duration FOLLOWERS_LOOK = Duration.ofMillis(500);

  private final JdbcConnectionDetails database;
  private final LedgerPlace place;
  private final LedgerProperties properties;
  private final Bell bell;
  private final SequencerStatus status;
  private final Clock clock;
  private volatile boolean running;
  private @Nullable Thread thread;
  private @Nullable BellRope rope;

  Sequencer(
      JdbcConnectionDetails database,
      LedgerPlace place,
      LedgerProperties properties,
      Bell bell,
      SequencerStatus status,
      Clock clock) {
    this.database = database;
    this.place = place;
    this.properties = properties;
    this.bell = bell;
    this.status = status;
    this.clock = clock;
  }

  @Override
  public void start() {
    running = true;
    thread = Thread.ofPlatform().name("ledger-sequencer").start(this::run);
    rope = new BellRope(database, bell);
  }

  private void run() {
    while (running) {
      try (Leadership leadership = Leadership.take(database).orElse(null)) {
        if (leadership == null) {
          status.following();
          pause(FOLLOWERS_LOOK);
        } else {
          lead(leadership);
        }
      } catch (SQLException | IOException | RuntimeException e) {
        status.down(String.valueOf(e.getMessage()));
        LOG.debug("The sequencer starts over.", e);
        pause(BEFORE_NEXT_TRY);
      }
    }
  }

  private void lead(Leadership leadership) throws SQLException, IOException {
    Optional<Head> known = leadership.head();
    try (OpenLog log = OpenLog.open(place, known, clock)) {
      catchUp(leadership, log, known);
      bell.sequencedHere(true);
      status.leading("This instance publishes the ledger.");
      while (running) {
        List<Pending> pending = leadership.pending(properties.batch());
        if (pending.isEmpty()) {
          await(properties.poll());
        } else {
          publish(leadership, log, pending);
        }
      }
    } finally {
      bell.sequencedHere(false);
    }
  }

  /** Notes what was published without being noted: the process died in between. */
  private void catchUp(Leadership leadership, OpenLog log, Optional<Head> known)
      throws SQLException, IOException {
    long noted = known.map(head -> head.checkpoint().size()).orElse(0L);
    List<Placed> placed = log.from(noted);
    leadership.published(placed, log.head(), clock.instant().atOffset(ZoneOffset.UTC));
    bell.published();
  }

  private void publish(Leadership leadership, OpenLog log, List<Pending> pending)
      throws SQLException, IOException {
    List<Entry> entries = new ArrayList<>();
    List<Pending> readable = new ArrayList<>();
    for (Pending intent : pending) {
      Optional<Entry> entry = read(leadership, intent);
      if (entry.isPresent()) {
        entries.add(entry.get());
        readable.add(intent);
      }
    }
    try {
      note(leadership, log, readable, log.append(entries));
      status.leading("This instance publishes the ledger.");
    } catch (UncertainPublicationException | LogDamagedException e) {
      throw e;
    } catch (IOException e) {
      // Nothing of the batch was published; the same log takes it once there is space again.
      status.down(String.valueOf(e.getMessage()));
      pause(BEFORE_NEXT_TRY);
    }
  }

  private void note(
      Leadership leadership, OpenLog log, List<Pending> intents, Publication publication)
      throws SQLException {
    List<Placed> placed = new ArrayList<>();
    long index = publication.firstIndex();
    for (Pending intent : intents) {
      placed.add(new Placed(intent.id(), index++));
    }
    leadership.published(placed, log.head(), clock.instant().atOffset(ZoneOffset.UTC));
    bell.published();
  }

  /** An intent that is no entry was altered; it blocks its own action, and nobody else's. */
  private static Optional<Entry> read(Leadership leadership, Pending intent) throws SQLException {
    try {
      Entry entry = EntryReader.read(intent.entry().getBytes(StandardCharsets.UTF_8));
      if (entry.id().equals(intent.id().toString())) {
        return Optional.of(entry);
      }
      leadership.refuse(intent.id(), "it names the intent " + entry.id());
    } catch (FormatException e) {
      leadership.refuse(intent.id(), String.valueOf(e.getMessage()));
    }
    LOG.error("Intent {} cannot be published; it was altered in the database.", intent.id());
    return Optional.empty();
  }

  private void await(Duration longest) {
    try {
      bell.awaitWork(longest);
    } catch (InterruptedException e) {
      throw new IllegalStateException("Nobody interrupts the sequencer.", e);
    }
  }

  private void pause(Duration pause) {
    if (running) {
      LockSupport.parkNanos(pause.toNanos());
    }
  }

  /** Finishes the batch that is being published. */
  @Override
  public void stop() {
    running = false;
    bell.ring();
    BellRope pulled = rope;
    if (pulled != null) {
      pulled.close();
    }
    Thread sequencing = thread;
    if (sequencing != null) {
      LockSupport.unpark(sequencing);
      join(sequencing);
    }
  }

  private static void join(Thread sequencing) {
    try {
      sequencing.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** First up, last down: whatever others do on their way out is still published. */
  @Override
  public int getPhase() {
    return Integer.MIN_VALUE + 1_000;
  }
}
