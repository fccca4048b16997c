package io.countersign.record.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.locks.LockSupport;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;

/** Rings the bell when another instance has committed an intent. */
final class BellRope implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(BellRope.class);
  private static final int WAIT_MILLIS = 2_000;
  private static final long BEFORE_NEXT_TRY_NANOS = 2_000_000_000L;

  private final JdbcConnectionDetails database;
  private final Bell bell;
  private volatile boolean running = true;

  BellRope(JdbcConnectionDetails database, Bell bell) {
    this.database = database;
    this.bell = bell;
    Thread.ofPlatform().daemon().name("ledger-bell").start(this::run);
  }

  private void run() {
    while (running) {
      try (Connection connection = Leadership.connect(database)) {
        PGConnection listening = Leadership.listen(connection);
        while (running) {
          if (listening.getNotifications(WAIT_MILLIS).length > 0) {
            bell.ring();
          }
        }
      } catch (SQLException e) {
        LOG.debug("Listening for other instances starts over.", e);
        LockSupport.parkNanos(BEFORE_NEXT_TRY_NANOS);
      }
    }
  }

  @Override
  public void close() {
    running = false;
  }
}
