package io.countersign.channels.internal;

import io.countersign.channels.Notices;
import io.countersign.spi.review.ChannelException;
import io.countersign.spi.review.Destination;
import org.springframework.stereotype.Component;

@Component
class ChannelNotices implements Notices {

  private final Channels channels;

  ChannelNotices(Channels channels) {
    this.channels = channels;
  }

  @Override
  public void say(String channel, String place, String words) {
    try {
      channels
          .find(channel)
          .orElseThrow(
              () ->
                  new NoticeRefused(
                      "There is no channel '" + channel + "' here. Set it up, or name another."))
          .say(new Destination.Place(place), words);
    } catch (ChannelException e) {
      if (e.remedy() == ChannelException.Remedy.LATER) {
        throw new IllegalStateException(e.getMessage(), e);
      }
      throw new NoticeRefused(String.valueOf(e.getMessage()));
    }
  }
}
