package io.countersign.spi.review;

import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/** What the application gives a review channel. */
public interface ReviewChannelContext {

  /** The only source of time that a channel may use. */
  Clock clock();

  /**
   * The operator's settings of this channel, by name, for example {@code bot-token}; blank ones
   * left out.
   */
  Map<String, String> settings();

  /** Where people link themselves with their name in this channel, if they can. */
  default Optional<URI> linkPage() {
    return Optional.empty();
  }

  /** What this channel has learned. */
  default ChannelMemory memory() {
    return ChannelMemory.NONE;
  }

  /** The reviews. */
  ReviewPort reviews();
}
