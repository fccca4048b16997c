package io.countersign.connectors.zeebe;

import io.camunda.zeebe.exporter.api.Exporter;
import io.camunda.zeebe.exporter.api.context.Context;
import io.camunda.zeebe.exporter.api.context.Controller;
import io.camunda.zeebe.exporter.api.context.ScheduledTask;
import io.camunda.zeebe.protocol.record.Record;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Streams process history into PostgreSQL: what happened, in order, exactly once, without the data.
 *
 * <p>The broker loads one instance per partition. Records that are history are redacted at once and
 * buffered; a thread of its own commits them in batches, and only then the broker may forget them.
 * While the database is away the buffer fills up to its limit; after that {@link #export} throws
 * and the broker offers the same record again, so that exporting waits and processing goes on.
 */
public final class CountersignExporter implements Exporter {

  /** How long the broker's thread waits for room while the database keeps up. */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private static final Duration LONGEST_STOP = Duration.ofSeconds(5);
  private static final Duration LONGEST_ACK_INTERVAL = Duration.ofMillis(500);

  private final Selection selection = new Selection();
  private @Nullable Context context;
  private @Nullable ExporterSettings settings;
  private @Nullable Running running;

  /** Created by the broker, which needs a public constructor without parameters. */
  public CountersignExporter() {}

  /**
   * Checks the arguments; asks nothing of the database, which may come up later.
   *
   * @throws IllegalArgumentException if arguments are missing or wrong; lists all of them
   */
  @Override
  public void configure(Context context) {
    this.context = context;
    this.settings = SettingsReader.read(context.getConfiguration().getArguments());
    context.setFilter(selection);
    context
        .getLogger()
        .info(
            "Process history goes to {}. The database is not contacted before the first record.",
            settings);
  }

  @Override
  public void open(Controller controller) {
    running =
        new Running(
            Objects.requireNonNull(context, "configure comes before open"),
            Objects.requireNonNull(settings, "configure comes before open"),
            controller);
  }

  @Override
  public void export(Record<?> record) {
    Running open = Objects.requireNonNull(running, "open comes before export");
    if (selection.accepts(record)) {
      open.store(record);
    } else {
      open.skip(record);
    }
  }

  @Override
  public void close() {
    if (running != null) {
      running.stop();
      running = null;
    }
  }

  /**
   * Empties the history when the whole cluster is purged, and leaves a note in the table {@code
   * purge}. Engines from 8.8 on call this, on an exporter that is configured but not open.
   *
   * @throws SQLException if the database cannot be reached or refuses; the broker repeats the call
   */
  public void purge() throws SQLException {
    try (var database =
        new HistoryDatabase(Objects.requireNonNull(settings, "configure comes before purge"))) {
      database.purge();
    }
  }

  /**
   * An exporter between open and close; everything but the writer's thread runs on the broker's.
   */
  private static final class Running {

    private final Controller controller;
    private final RowMapper mapper;
    private final RowBuffer buffer;
    private final OutageLog outage;
    private final HistoryWriter writer;
    private final Duration ackInterval;
    private @Nullable Long previousPosition;
    private RowBuffer.Ack acknowledged;
    private @Nullable ScheduledTask ackTask;

    Running(Context context, ExporterSettings settings, Controller controller) {
      this.controller = controller;
      previousPosition = controller.readMetadata().map(ExportMemory::storedPosition).orElse(null);
      long stored = previousPosition == null ? -1 : previousPosition;
      acknowledged = new RowBuffer.Ack(controller.getLastExportedRecordPosition(), stored);
      mapper = new RowMapper(new Redactor(new ValueDigest(settings.digestKey())));
      buffer = new RowBuffer(settings.bufferLimit(), stored);
      outage =
          new OutageLog(
              context.getLogger(), settings.address(), settings.bufferLimit(), System::nanoTime);
      writer =
          new HistoryWriter(
              buffer,
              new HistoryDatabase(settings),
              outage,
              context.getPartitionId(),
              settings.batchSize(),
              settings.flushInterval());
      ackInterval =
          settings.flushInterval().compareTo(LONGEST_ACK_INTERVAL) < 0
              ? settings.flushInterval()
              : LONGEST_ACK_INTERVAL;
      writer.start();
      scheduleAck();
    }

    void store(Record<?> record) {
      Duration patience = outage.isAway() ? Duration.ZERO : PATIENCE;
      HistoryRow row = mapper.map(record, previousPosition);
      if (!buffer.offer(row, patience)) {
        outage.full(buffer.size());
        throw new ExportingPausedException(
            "Process history waits for its database with "
                + buffer.size()
                + " records in memory; the broker repeats position "
                + record.getPosition());
      }
      previousPosition = record.getPosition();
      acknowledge();
    }

    void skip(Record<?> record) {
      buffer.skip(record.getPosition());
      acknowledge();
    }

    private void scheduleAck() {
      ackTask =
          controller.scheduleCancellableTask(
              ackInterval,
              () -> {
                acknowledge();
                scheduleAck();
              });
    }

    /** Runs on the broker's thread alone: the controller promises nothing to other threads. */
    private void acknowledge() {
      RowBuffer.Ack ack = buffer.ack();
      if (ack.position() > acknowledged.position()) {
        controller.updateLastExportedRecordPosition(
            ack.position(), ExportMemory.of(ack.storedPosition()));
        acknowledged = ack;
      }
    }

    void stop() {
      if (ackTask != null) {
        ackTask.cancel();
      }
      writer.stop(LONGEST_STOP);
      acknowledge();
    }
  }
}
