package io.countersign.record.internal;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Wakes the sequencer once an intent is committed, and those who wait once it is published. In this
 * process by a signal; where another instance sequences, by a notification of the database. Only
 * saves time: both sides also look by themselves.
 */
@Component
class Bell {

  static final String CHANNEL = "countersign_ledger";

  private final JdbcClient jdbc;
  private final Semaphore work = new Semaphore(0);
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition published = lock.newCondition();
  private volatile boolean sequencedHere;

  Bell(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Says whether this process is the one that sequences. */
  void sequencedHere(boolean here) {
    sequencedHere = here;
  }

  /** Rings when the present transaction has committed. */
  void ringAfterCommit() {
    if (!sequencedHere) {
      // Notifying transactions commit one after the other, so it is left out where it can be.
      jdbc.sql("select pg_notify('" + CHANNEL + "', '')").query().listOfRows();
    }
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            ring();
          }
        });
  }

  /** There may be something to sequence. */
  void ring() {
    work.release();
  }

  /** Waits until somebody rings, or for so long. */
  void awaitWork(Duration longest) throws InterruptedException {
    if (work.tryAcquire(longest.toMillis(), TimeUnit.MILLISECONDS)) {
      work.drainPermits();
    }
  }

  /** Something was published. */
  void published() {
    lock.lock();
    try {
      published.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits until something is published here, or for so long; callers look for themselves. */
  @SuppressWarnings("WaitNotInLoop")
  void awaitPublished(Duration longest) throws InterruptedException {
    lock.lock();
    try {
      published.await(longest.toMillis(), TimeUnit.MILLISECONDS);
    } finally {
      lock.unlock();
    }
  }
}
