package io.countersign.webhooks;

import java.util.List;

/** Where events leave for other systems. */
public interface Webhooks {

  /**
   * Has every receiver of the event's type told, once this transaction has committed. The same
   * event published again is told once.
   *
   * @throws org.springframework.transaction.IllegalTransactionStateException outside a transaction
   * @throws IllegalArgumentException when the event's content is no JSON object
   */
  void publish(WebhookEvent event);

  /** The latest deliveries, newest first. */
  List<Delivery> latest(int limit);

  /**
   * Tells a receiver an event again that it was told, or that was given up.
   *
   * @return false when the receiver never was to be told, or is being told anyway
   */
  boolean replay(String eventId, String receiver);
}
