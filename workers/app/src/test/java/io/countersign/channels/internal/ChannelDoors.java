package io.countersign.channels.internal;

import io.countersign.spi.review.HttpReceiver;
import io.countersign.spi.review.ReviewChannel;
import org.springframework.context.ApplicationContext;

/** Where channels take calls, for slices without a web server. */
public final class ChannelDoors {

  private ChannelDoors() {}

  /** The receiver of a channel that is set up. */
  public static HttpReceiver of(ApplicationContext application, String channel) {
    return application
        .getBean(Channels.class)
        .find(channel)
        .flatMap(ReviewChannel::receiver)
        .orElseThrow();
  }
}
