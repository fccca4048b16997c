package io.countersign.channels.internal;

import io.countersign.channels.internal.Messages.Kind;
import io.countersign.channels.internal.Messages.Message;
import io.countersign.review.ReviewDesk;
import io.countersign.review.ReviewRound;
import io.countersign.spi.review.ChannelException;
import io.countersign.spi.review.Destination;
import io.countersign.spi.review.MessageRef;
import io.countersign.spi.review.ReviewChannel;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Brings messages up to date. Renders a round as it is when its message is sent, so the newest
 * state wins whatever the order; several instances share the work, each message having one at a
 * time.
 */
@Component
class CardCourier {

  private static final Logger LOG = LoggerFactory.getLogger(CardCourier.class);
  private static final int BATCH = 20;
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);
  private static final int MOST_DOUBLINGS = 8;

  private final Rounds rounds;
  private final Messages messages;
  private final Routing routing;
  private final CardFacts facts;
  private final ReviewDesk desk;
  private final Clock clock;

  CardCourier(
      Rounds rounds,
      Messages messages,
      Routing routing,
      CardFacts facts,
      ReviewDesk desk,
      Clock clock) {
    this.rounds = rounds;
    this.messages = messages;
    this.routing = routing;
    this.facts = facts;
    this.desk = desk;
    this.clock = clock;
  }

  /** Decides who is to be told of what happened since it was last asked. */
  void route(Channels channels) {
    for (Rounds.Known known : rounds.unrouted()) {
      desk.round(known.roundId())
          .filter(round -> round.verdict().isEmpty())
          .ifPresent(
              round -> channels.all().forEach(channel -> routing.route(channel.name(), round)));
      rounds.routed(known.roundId(), known.version());
    }
  }

  /** Sends what is due; answers how many messages that were. */
  int deliver(ReviewChannel channel) {
    int done = 0;
    for (Message message : messages.take(channel.name(), BATCH)) {
      done++;
      try {
        deliver(channel, message);
      } catch (ChannelException e) {
        failed(channel, message, e);
      } catch (RuntimeException e) {
        LOG.error("A message of review {} could not be made", message.roundId(), e);
        messages.failed(message.id(), clock.instant().plus(LONGEST_WAIT), "internal error");
      }
    }
    return done;
  }

  private void deliver(ReviewChannel channel, Message message) throws ChannelException {
    Rounds.Known known = rounds.find(message.roundId()).orElseThrow();
    ReviewRound round = desk.round(message.roundId()).orElseThrow();
    if (message.ref().isEmpty()) {
      post(channel, message, round, known.version());
    } else {
      bringUpToDate(channel, message, round, known.version());
    }
    rounds.said(round.id(), known.version(), facts.digest(round));
    messages.release(message.id());
  }

  private void post(ReviewChannel channel, Message message, ReviewRound round, int version)
      throws ChannelException {
    if (round.verdict().isPresent()) {
      messages.gone(message.id());
      return;
    }
    Destination to =
        message.kind() == Kind.DIRECT
            ? new Destination.Direct(message.destination())
            : new Destination.Place(message.destination());
    MessageRef ref = channel.post(to, facts.card(round, message.id().toString()));
    messages.posted(message.id(), ref, version);
  }

  private void bringUpToDate(ReviewChannel channel, Message message, ReviewRound round, int version)
      throws ChannelException {
    MessageRef ref = message.ref().orElseThrow();
    if (message.shown() < version) {
      channel.update(ref, facts.card(round, message.id().toString()));
      messages.shown(message.id(), version);
    }
    if (message.kind() == Kind.PLACE) {
      for (Rounds.Told event : rounds.between(round.id(), message.told(), version)) {
        channel.reply(ref, event.words());
        messages.told(message.id(), event.version());
      }
    }
    messages.told(message.id(), version);
  }

  private void failed(ReviewChannel channel, Message message, ChannelException e) {
    Instant now = clock.instant();
    String problem = String.valueOf(e.getMessage());
    switch (e.remedy()) {
      case LATER ->
          e.retryAfter()
              .ifPresentOrElse(
                  asked -> messages.wait(message.id(), now.plus(asked)),
                  () -> messages.failed(message.id(), now.plus(pause(message)), problem));
      case GONE -> gone(message);
      case OPERATOR -> {
        if (message.failures() == 0) {
          LOG.warn("{} cannot show review {}: {}", channel.name(), message.roundId(), problem);
        }
        messages.failed(message.id(), now.plus(LONGEST_WAIT), problem);
      }
    }
  }

  /** Somebody deleted it: whoever has to decide gets another one. */
  private void gone(Message message) {
    boolean open =
        desk.round(message.roundId()).filter(round -> round.verdict().isEmpty()).isPresent();
    if (open && message.kind() != Kind.FOUND) {
      messages.lost(message.id());
    } else {
      messages.gone(message.id());
    }
  }

  private static Duration pause(Message message) {
    Duration doubled = Duration.ofSeconds(1L << Math.min(message.failures(), MOST_DOUBLINGS));
    return doubled.compareTo(LONGEST_WAIT) < 0 ? doubled : LONGEST_WAIT;
  }

  /**
   * Finds rounds that nobody announced, as channels were set up later, and cards that say something
   * else than the review does.
   */
  void reconcile() {
    for (ReviewRound round : desk.open()) {
      if (rounds.find(round.id()).isEmpty()) {
        rounds.happened(round.id(), Optional.empty());
      }
    }
    for (Rounds.Known known : rounds.goingOn()) {
      desk.round(known.roundId()).ifPresent(round -> reconcile(known, round));
    }
  }

  private void reconcile(Rounds.Known known, ReviewRound round) {
    boolean same = facts.digest(round).equals(known.digest());
    if (!same && !known.digest().isEmpty()) {
      rounds.happened(round.id(), Optional.empty());
    } else if (round.verdict().isPresent()) {
      rounds.over(round.id(), known.version());
    }
  }
}
