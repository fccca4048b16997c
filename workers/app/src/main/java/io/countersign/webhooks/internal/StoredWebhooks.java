package io.countersign.webhooks.internal;

import io.countersign.support.CanonicalJson;
import io.countersign.webhooks.Delivery;
import io.countersign.webhooks.WebhookEvent;
import io.countersign.webhooks.Webhooks;
import io.countersign.webhooks.internal.WebhookProperties.Receiver;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Keeps what is to be told in the transaction of what happened. */
@Service
class StoredWebhooks implements Webhooks {

  private final JdbcClient jdbc;
  private final WebhookProperties properties;
  private final Courier courier;
  private final Clock clock;

  StoredWebhooks(JdbcClient jdbc, WebhookProperties properties, Courier courier, Clock clock) {
    this.jdbc = jdbc;
    this.properties = properties;
    this.courier = courier;
    this.clock = clock;
  }

  @Override
  @Transactional(propagation = Propagation.MANDATORY)
  public void publish(WebhookEvent event) {
    String body = body(event);
    List<Receiver> told =
        properties.receivers().stream().filter(one -> one.wants(event.type())).toList();
    for (Receiver receiver : told) {
      jdbc.sql(
              """
              insert into webhook_delivery (event_id, receiver, type, ordering_key, occurred_at,
                body, next_at, try_until)
              values (:event, :receiver, :type, :key, :at, :body, :now, :until)
              on conflict (event_id, receiver) do nothing
              """)
          .param("event", event.id())
          .param("receiver", receiver.name())
          .param("type", event.type())
          .param("key", event.key())
          .param("at", event.at().atOffset(ZoneOffset.UTC))
          .param("body", body)
          .param("now", now())
          .param("until", now().plus(properties.giveUpAfter()))
          .update();
    }
    if (!told.isEmpty()) {
      sendAfterCommit();
    }
  }

  /** The envelope that Standard Webhooks recommends. */
  private static String body(WebhookEvent event) {
    Map<String, Object> envelope = new LinkedHashMap<>();
    envelope.put("type", event.type());
    envelope.put("timestamp", event.at().toString());
    envelope.put("data", CanonicalJson.read(CanonicalJson.canonical(event.json())));
    return CanonicalJson.of(envelope);
  }

  private void sendAfterCommit() {
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            courier.hurry();
          }
        });
  }

  @Override
  @Transactional(readOnly = true)
  public List<Delivery> latest(int limit) {
    return jdbc.sql("select * from webhook_delivery order by number desc limit ?")
        .param(limit)
        .query((row, n) -> delivery(row))
        .list();
  }

  private static Delivery delivery(ResultSet row) throws SQLException {
    return new Delivery(
        row.getString("event_id"),
        row.getString("type"),
        row.getString("receiver"),
        Delivery.State.valueOf(row.getString("state")),
        row.getInt("attempts"),
        Optional.ofNullable(row.getString("last_answer")),
        row.getTimestamp("occurred_at").toInstant(),
        Optional.ofNullable(row.getTimestamp("done_at")).map(done -> done.toInstant()));
  }

  @Override
  @Transactional
  public boolean replay(String eventId, String receiver) {
    boolean again =
        jdbc.sql(
                    """
                    update webhook_delivery
                    set state = 'WAITING', done_at = null, attempts = 0, next_at = ?, try_until = ?
                    where event_id = ? and receiver = ? and state <> 'WAITING'
                    """)
                .params(now(), now().plus(properties.giveUpAfter()), eventId, receiver)
                .update()
            == 1;
    if (again) {
      sendAfterCommit();
    }
    return again;
  }

  private OffsetDateTime now() {
    return clock.instant().atOffset(ZoneOffset.UTC);
  }
}
