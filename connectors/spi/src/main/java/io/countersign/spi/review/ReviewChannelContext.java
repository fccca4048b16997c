package io.countersign.spi.review;

import java.time.Clock;
import java.util.Map;

/** What the application gives a review channel. */
public interface ReviewChannelContext {

  /** The only source of time that a channel may use. */
  Clock clock();

  /**
   * The operator's settings of this channel, by name, for example {@code bot-token}; blank ones
   * left out.
   */
  Map<String, String> settings();

  /** The reviews. */
  ReviewPort reviews();
}
