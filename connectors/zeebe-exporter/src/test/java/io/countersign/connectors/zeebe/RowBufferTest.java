package io.countersign.connectors.zeebe;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.connectors.zeebe.RowBuffer.Ack;
import io.countersign.connectors.zeebe.RowBuffer.Batch;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RowBufferTest {

  private static final Duration NOW = Duration.ZERO;
  private final RowBuffer buffer = new RowBuffer(3, -1);

  @Test
  void ack_rowNotCommitted_staysBeforeIt() throws InterruptedException {
    buffer.skip(1);
    assertThat(buffer.ack()).isEqualTo(new Ack(1, -1));

    buffer.offer(row(2), NOW);
    buffer.skip(3);
    assertThat(buffer.ack()).isEqualTo(new Ack(-1, -1));

    Batch batch = buffer.take(10, NOW);
    buffer.skip(4);
    assertThat(buffer.ack().position()).isEqualTo(-1);

    buffer.committed(batch);
    assertThat(buffer.ack()).isEqualTo(new Ack(4, 2));
  }

  @Test
  void ack_secondBatchPending_endsAtTheFirst() throws InterruptedException {
    buffer.offer(row(5), NOW);
    buffer.offer(row(6), NOW);
    buffer.skip(7);
    Batch first = buffer.take(1, NOW);
    buffer.committed(first);

    assertThat(buffer.ack()).isEqualTo(new Ack(5, 5));
  }

  @Test
  void offer_full_refusesUntilTheBatchInFlightIsCommitted() throws InterruptedException {
    buffer.offer(row(1), NOW);
    buffer.offer(row(2), NOW);
    buffer.offer(row(3), NOW);
    Batch batch = buffer.take(2, NOW);

    assertThat(buffer.offer(row(4), Duration.ofMillis(5))).isFalse();

    buffer.committed(batch);
    assertThat(buffer.offer(row(4), NOW)).isTrue();
  }

  @Test
  void take_closedAndEmpty_ends() throws InterruptedException {
    buffer.offer(row(1), NOW);
    buffer.close();

    assertThat(buffer.offer(row(2), NOW)).isFalse();
    assertThat(buffer.take(10, Duration.ofDays(1))).isNotNull();
    assertThat(buffer.take(10, Duration.ofDays(1))).isNull();
    assertThat(buffer.awaitClose(Duration.ofDays(1))).isTrue();
  }

  static HistoryRow row(long position) {
    return new HistoryRow(
        1,
        position,
        null,
        "JOB",
        "CREATED",
        "EVENT",
        null,
        null,
        0,
        null,
        "8.6.0",
        HistoryRow.Columns.NONE,
        "{}");
  }
}
