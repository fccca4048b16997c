package io.countersign.process.internal;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Knows which user task of the engine stands for which seat, as the engine reported it. */
@Component
class SeatTasks {

  private final JdbcClient jdbc;
  private final Clock clock;

  SeatTasks(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** Remembers a seat's user task. Hearing of it twice changes nothing. */
  void opened(UUID seatId, long elementInstanceKey, long processInstanceKey) {
    jdbc.sql(
            """
            insert into seat_task (element_instance_key, seat_id, process_instance_key, opened_at)
            values (?, ?, ?, ?) on conflict do nothing
            """)
        .params(
            elementInstanceKey,
            seatId,
            processInstanceKey,
            clock.instant().atOffset(ZoneOffset.UTC))
        .update();
  }

  /** The element instance of the seat's latest user task. */
  OptionalLong latest(UUID seatId) {
    return jdbc.sql(
            """
            select element_instance_key from seat_task
            where seat_id = ? order by element_instance_key desc limit 1
            """)
        .param(seatId)
        .query(Long.class)
        .optional()
        .map(OptionalLong::of)
        .orElseGet(OptionalLong::empty);
  }

  /** How often the seat's task was opened. */
  int times(UUID seatId) {
    return jdbc.sql("select count(*) from seat_task where seat_id = ?")
        .param(seatId)
        .query(Integer.class)
        .single();
  }

  /** The seat that an element instance stands for. */
  Optional<UUID> seat(long elementInstanceKey) {
    return jdbc.sql("select seat_id from seat_task where element_instance_key = ?")
        .param(elementInstanceKey)
        .query(UUID.class)
        .optional();
  }
}
