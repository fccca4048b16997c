package io.countersign.spi.review;

import java.util.Optional;

/**
 * Makes a review channel. Found through {@link java.util.ServiceLoader}, so the application never
 * names a connector's classes.
 */
public interface ReviewChannelFactory {

  /** The name of the channel that it makes; its settings stand under it. */
  String name();

  /**
   * Makes the channel, without talking to anyone yet.
   *
   * @return empty when it is not set up
   * @throws IllegalArgumentException when a setting is missing or makes no sense; names it and what
   *     to write instead, and the application does not start
   */
  Optional<ReviewChannel> create(ReviewChannelContext context);
}
