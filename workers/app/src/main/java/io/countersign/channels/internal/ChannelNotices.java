package io.countersign.channels.internal;

import io.countersign.channels.Notices;
import io.countersign.spi.review.ChannelException;
import io.countersign.spi.review.Destination;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

@Component
class ChannelNotices implements Notices {

  private final Channels channels;
  private final ChannelsProperties properties;

  ChannelNotices(Channels channels, ChannelsProperties properties) {
    this.channels = channels;
    this.properties = properties;
  }

  @Override
  public int sayToGroup(String group, String words) {
    Map<String, String> places = new TreeMap<>(properties.route(group).places());
    places.entrySet().removeIf(place -> place.getValue().isBlank() || !known(place.getKey()));
    if (places.isEmpty()) {
      throw new NoticeRefused(
          "Group '"
              + group
              + "' is told nowhere. Set countersign.channels.routes."
              + group
              + ".places, or name another group.");
    }
    places.forEach((channel, place) -> say(channel, place, words));
    return places.size();
  }

  private boolean known(String channel) {
    return channels.find(channel).isPresent();
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
