package io.countersign.connectors.slack;

import io.countersign.spi.review.ChannelWorld;
import io.countersign.spi.review.ReviewChannelContract;

class SocketModeContractTest extends ReviewChannelContract {

  @Override
  protected ChannelWorld newWorld() {
    return new SlackWorld(false);
  }
}
