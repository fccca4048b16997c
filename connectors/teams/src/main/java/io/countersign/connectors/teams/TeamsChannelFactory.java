package io.countersign.connectors.teams;

import io.countersign.spi.review.ReviewChannel;
import io.countersign.spi.review.ReviewChannelContext;
import io.countersign.spi.review.ReviewChannelFactory;
import java.util.Optional;

/** Makes the Teams channel: a bot where one is set up, else a webhook that only notifies. */
public final class TeamsChannelFactory implements ReviewChannelFactory {

  @Override
  public String name() {
    return TeamsChannel.NAME;
  }

  @Override
  public Optional<ReviewChannel> create(ReviewChannelContext context) {
    Optional<ReviewChannel> bot =
        TeamsSettings.read(context.settings()).map(read -> new TeamsChannel(read, context));
    return bot.or(
        () ->
            Optional.ofNullable(context.settings().get("webhook-url"))
                .map(url -> new WebhookChannel(url, context.clock())));
  }
}
