package io.countersign.channels.internal;

import io.countersign.channels.Rotation;
import io.countersign.channels.internal.ChannelsProperties.Quiet;
import io.countersign.channels.internal.ChannelsProperties.Route;
import io.countersign.channels.internal.Messages.Kind;
import io.countersign.review.ReviewRound;
import io.countersign.review.Seat;
import java.time.Clock;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Decides who is told of a round, and where. */
@Component
class Routing {

  private final ChannelsProperties properties;
  private final Messages messages;
  private final Users users;
  private final Rotation rotation;
  private final Clock clock;

  Routing(
      ChannelsProperties properties,
      Messages messages,
      Users users,
      ObjectProvider<Rotation> rotation,
      Clock clock) {
    this.properties = properties;
    this.messages = messages;
    this.users = users;
    this.rotation = rotation.getIfAvailable(() -> (group, candidates, at) -> whereFew(candidates));
    this.clock = clock;
  }

  private List<String> whereFew(List<String> candidates) {
    return candidates.size() <= properties.mostDirect() ? candidates : List.of();
  }

  /** Wants a message wherever somebody is to be told who has not been yet. */
  void route(String channel, ReviewRound round) {
    for (Seat seat : round.seats()) {
      if (seat.vote().isPresent()) {
        continue;
      }
      List<String> groups = new ArrayList<>(seat.escalatedTo());
      groups.addFirst(seat.group());
      for (String group : groups) {
        route(channel, round, seat, group);
      }
    }
  }

  private void route(String channel, ReviewRound round, Seat seat, String group) {
    Route route = properties.route(group);
    Optional.ofNullable(route.places().get(channel))
        .filter(place -> !place.isBlank())
        .ifPresent(place -> messages.want(channel, round.id(), Kind.PLACE, place, clock.instant()));
    if (!route.direct()) {
      return;
    }
    Instant now = clock.instant();
    for (String person : rotation.onDuty(group, seat.candidates(), now)) {
      users
          .subject(channel, person)
          .ifPresent(
              subject ->
                  messages.want(channel, round.id(), Kind.DIRECT, subject, awake(now, round)));
    }
  }

  /** Now or when the quiet hours end, unless that would be too late to decide. */
  private Instant awake(Instant now, ReviewRound round) {
    ZonedDateTime local = now.atZone(properties.zone());
    return properties
        .quiet()
        .filter(quiet -> quiet.covers(local.toLocalTime()))
        .map(quiet -> end(quiet, local))
        .filter(end -> end.isBefore(round.deadline()))
        .orElse(now);
  }

  private static Instant end(Quiet quiet, ZonedDateTime local) {
    ZonedDateTime end = local.with(quiet.until());
    return (end.isAfter(local) ? end : end.plusDays(1)).toInstant();
  }
}
