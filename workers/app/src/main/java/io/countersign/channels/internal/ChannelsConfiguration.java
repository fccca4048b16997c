package io.countersign.channels.internal;

import io.countersign.spi.review.ChannelMemory;
import io.countersign.spi.review.ReviewChannel;
import io.countersign.spi.review.ReviewChannelContext;
import io.countersign.spi.review.ReviewChannelFactory;
import io.countersign.spi.review.ReviewPort;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Finds the connectors' review channels. */
@Configuration
class ChannelsConfiguration {

  private record Context(
      Clock clock,
      Map<String, String> settings,
      Optional<URI> linkPage,
      ChannelMemory memory,
      ReviewPort reviews)
      implements ReviewChannelContext {}

  /**
   * The channels of the connectors on the class path that have settings.
   *
   * @param more further factories
   */
  @Bean
  Channels channels(
      Environment environment,
      Clock clock,
      JdbcClient jdbc,
      ChatReviews.Maker reviews,
      ObjectProvider<ReviewChannelFactory> more) {
    List<ReviewChannelFactory> factories = new ArrayList<>(more.orderedStream().toList());
    ServiceLoader.load(ReviewChannelFactory.class).forEach(factories::add);
    List<ReviewChannel> all = new ArrayList<>();
    for (ReviewChannelFactory factory : factories) {
      Map<String, String> settings = settings(environment, factory.name());
      Optional<URI> linkPage =
          settings.containsKey("client-id")
              ? Optional.of(SignedInLinks.page(environment, factory.name()))
              : Optional.empty();
      factory
          .create(
              new Context(
                  clock,
                  settings,
                  linkPage,
                  new StoredMemory(factory.name(), jdbc, clock),
                  reviews.of(factory.name())))
          .ifPresent(all::add);
    }
    return new Channels(all);
  }

  private static Map<String, String> settings(Environment environment, String channel) {
    Map<String, String> settings = new HashMap<>();
    Binder.get(environment)
        .bind("countersign.channels." + channel, Bindable.mapOf(String.class, String.class))
        .orElseGet(Map::of)
        .forEach(
            (name, value) -> {
              if (!value.isBlank()) {
                settings.put(name, value);
              }
            });
    return Map.copyOf(settings);
  }
}
