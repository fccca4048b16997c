package io.countersign.connectors.slack;

import io.countersign.spi.review.ReviewChannel;
import io.countersign.spi.review.ReviewChannelContext;
import io.countersign.spi.review.ReviewChannelFactory;
import java.util.Optional;

/** Makes the Slack channel where a bot token is set. */
public final class SlackChannelFactory implements ReviewChannelFactory {

  @Override
  public String name() {
    return SlackChannel.NAME;
  }

  @Override
  public Optional<ReviewChannel> create(ReviewChannelContext context) {
    return SlackSettings.read(context.settings()).map(read -> new SlackChannel(read, context));
  }
}
