package io.countersign.channels.internal;

import io.countersign.spi.review.ReviewChannel;
import java.util.List;
import java.util.Optional;

/** The channels that are set up. */
class Channels {

  private final List<ReviewChannel> all;

  /**
   * @throws IllegalStateException when two have the same name
   */
  Channels(List<ReviewChannel> all) {
    if (all.stream().map(ReviewChannel::name).distinct().count() < all.size()) {
      throw new IllegalStateException("Two connectors bring the same review channel.");
    }
    this.all = List.copyOf(all);
  }

  boolean any() {
    return !all.isEmpty();
  }

  List<ReviewChannel> all() {
    return all;
  }

  Optional<ReviewChannel> find(String name) {
    return all.stream().filter(channel -> channel.name().equals(name)).findFirst();
  }
}
