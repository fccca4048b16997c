package io.countersign.webhooks.internal;

import io.countersign.webhooks.internal.WebhookProperties.Receiver;
import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Delivers what is waiting: of each receiver and key the oldest, the next once that is done. A
 * delivery is claimed before it is tried, for longer than a try can take, so that several instances
 * may run; who dies meanwhile is followed by another attempt of the same event.
 */
@Component
class Courier {

  private static final Logger LOG = LoggerFactory.getLogger(Courier.class);
  private static final int AT_ONCE = 16;
  private static final int LONGEST_ANSWER = 300;

  private final JdbcClient jdbc;
  private final WebhookSender sender;
  private final WebhookProperties properties;
  private final Clock clock;
  private final Map<String, Receiver> receivers;
  private final Semaphore free = new Semaphore(AT_ONCE);
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("webhook-", 0).factory());

  Courier(JdbcClient jdbc, WebhookSender sender, WebhookProperties properties, Clock clock) {
    this.jdbc = jdbc;
    this.sender = sender;
    this.properties = properties;
    this.clock = clock;
    this.receivers =
        properties.receivers().stream()
            .collect(Collectors.toMap(Receiver::name, Function.identity()));
  }

  /** A delivery that this instance may try now. */
  record Claimed(
      long number,
      String eventId,
      String receiver,
      String body,
      int attempts,
      OffsetDateTime tryUntil) {}

  /** Looks for work without waiting for its turn. */
  void hurry() {
    try {
      threads.execute(this::look);
    } catch (RejectedExecutionException e) {
      LOG.debug("Going down; the next start delivers.", e);
    }
  }

  @Scheduled(fixedDelayString = "${countersign.webhooks.every:1s}")
  void look() {
    if (receivers.isEmpty()) {
      return;
    }
    try {
      while (free.tryAcquire()) {
        List<Claimed> claimed = claim();
        if (claimed.isEmpty()) {
          free.release();
          return;
        }
        threads.execute(() -> deliver(claimed.getFirst()));
      }
    } catch (RuntimeException e) {
      free.release();
      LOG.warn("Webhooks are not delivered now: {}", e.getMessage());
    }
  }

  /** One that is due and the oldest of its receiver and key. */
  private List<Claimed> claim() {
    Instant now = clock.instant();
    return jdbc.sql(
            """
            update webhook_delivery d set attempts = attempts + 1, next_at = :until
            where d.number = (
              select c.number from webhook_delivery c
              where c.state = 'WAITING' and c.next_at <= :now and c.receiver = any (:receivers)
                and not exists (select from webhook_delivery o
                  where o.state = 'WAITING' and o.receiver = c.receiver
                    and o.ordering_key = c.ordering_key and o.number < c.number)
              order by c.next_at, c.number limit 1 for update skip locked)
            returning number, event_id, receiver, body, attempts, try_until
            """)
        .param("until", at(now.plus(properties.timeout()).plus(Duration.ofSeconds(30))))
        .param("now", at(now))
        .param("receivers", receivers.keySet().toArray(String[]::new))
        .query(Claimed.class)
        .list();
  }

  private void deliver(Claimed claimed) {
    try {
      Receiver receiver = receivers.get(claimed.receiver());
      if (receiver != null) {
        note(claimed, sender.send(receiver, claimed.eventId(), claimed.body()));
      }
    } catch (RuntimeException e) {
      LOG.warn("Webhook {} was not delivered: {}", claimed.eventId(), e.getMessage());
    } finally {
      free.release();
    }
    look();
  }

  private void note(Claimed claimed, WebhookSender.Result result) {
    boolean over = clock.instant().isAfter(claimed.tryUntil().toInstant());
    String answer =
        result.answer().length() <= LONGEST_ANSWER
            ? result.answer()
            : result.answer().substring(0, LONGEST_ANSWER);
    switch (result.kind()) {
      case DELIVERED -> done(claimed, "DELIVERED", answer);
      case REFUSED -> giveUp(claimed, answer);
      case FAILED -> {
        if (over) {
          giveUp(claimed, answer);
        } else {
          again(claimed, answer);
        }
      }
    }
  }

  private void giveUp(Claimed claimed, String answer) {
    LOG.error(
        "Webhook {} to '{}' is given up after {} attempts: {}",
        claimed.eventId(),
        claimed.receiver(),
        claimed.attempts(),
        answer);
    done(claimed, "GIVEN_UP", answer);
  }

  private void done(Claimed claimed, String state, String answer) {
    jdbc.sql(
            """
            update webhook_delivery set state = ?, last_answer = ?, done_at = ?
            where number = ? and state = 'WAITING' and attempts = ?
            """)
        .params(state, answer, at(clock.instant()), claimed.number(), claimed.attempts())
        .update();
  }

  private void again(Claimed claimed, String answer) {
    LOG.info(
        "Webhook {} to '{}' is tried again: {}", claimed.eventId(), claimed.receiver(), answer);
    jdbc.sql(
            """
            update webhook_delivery set last_answer = ?, next_at = ?
            where number = ? and state = 'WAITING' and attempts = ?
            """)
        .params(
            answer,
            at(clock.instant().plus(Backoff.after(claimed.attempts()))),
            claimed.number(),
            claimed.attempts())
        .update();
  }

  private static OffsetDateTime at(Instant time) {
    return time.atOffset(ZoneOffset.UTC);
  }

  @PreDestroy
  void stop() {
    threads.shutdownNow();
  }
}
