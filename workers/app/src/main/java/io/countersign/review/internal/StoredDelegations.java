package io.countersign.review.internal;

import io.countersign.identity.Directory;
import io.countersign.identity.LinkedIdentity;
import io.countersign.identity.Person;
import io.countersign.identity.Resolution;
import io.countersign.review.Delegation;
import io.countersign.review.DelegationEnded;
import io.countersign.review.DelegationMade;
import io.countersign.review.DelegationResult;
import io.countersign.review.DelegationResult.Done;
import io.countersign.review.DelegationResult.Reason;
import io.countersign.review.DelegationResult.Refused;
import io.countersign.review.Delegations;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
@Transactional
class StoredDelegations implements Delegations {

  private final DelegationRepository stored;
  private final Directory directory;
  private final ReviewProperties properties;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  StoredDelegations(
      DelegationRepository stored,
      Directory directory,
      ReviewProperties properties,
      ApplicationEventPublisher events,
      Clock clock) {
    this.stored = stored;
    this.directory = directory;
    this.properties = properties;
    this.events = events;
    this.clock = clock;
  }

  /** Either the person of an identity, or why there is none. */
  private sealed interface Who {
    record Is(Person person) implements Who {}

    record No(Refused refused) implements Who {}
  }

  private static Who who(Resolution resolution) {
    return switch (resolution) {
      case Resolution.Known known -> new Who.Is(known.person());
      case Resolution.IsAgent agent ->
          no(
              Reason.AGENT,
              "'" + agent.agent().id() + "' is an agent, and agents never decide. Name a person.");
      case Resolution.Unknown unknown ->
          no(
              Reason.UNKNOWN_IDENTITY,
              "'" + unknown.identity() + "' belongs to nobody in the directory.");
      case Resolution.Disabled disabled ->
          no(Reason.DISABLED, "'" + disabled.identity() + "' may no longer take part in reviews.");
    };
  }

  private static Who no(Reason reason, String message) {
    return new Who.No(new Refused(reason, message));
  }

  @Override
  public DelegationResult delegate(LinkedIdentity identity, Wish wish) {
    return switch (who(directory.resolve(identity))) {
      case Who.No no -> no.refused();
      case Who.Is delegator ->
          switch (who(directory.resolve(wish.delegate()))) {
            case Who.No no -> no.refused();
            case Who.Is delegate -> delegate(delegator.person(), delegate.person(), wish);
          };
    };
  }

  private DelegationResult delegate(Person delegator, Person delegate, Wish wish) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    Instant from = wish.from().orElse(now);
    Optional<Refused> objection =
        objection(delegator, delegate, wish).or(() -> untimely(from, wish.until(), now));
    if (objection.isPresent()) {
      return objection.get();
    }
    Delegation delegation =
        new Delegation(
            UUID.randomUUID(),
            delegator.id(),
            delegate.id(),
            wish.group(),
            from,
            wish.until(),
            now,
            Optional.empty());
    stored.save(new DelegationEntity(delegation));
    events.publishEvent(new DelegationMade(delegation));
    return new Done(delegation);
  }

  private static Optional<Refused> objection(Person delegator, Person delegate, Wish wish) {
    if (delegator.id().equals(delegate.id())) {
      return refused(Reason.ONESELF, "You decide in your own place anyway. Name someone else.");
    }
    return wish.group()
        .filter(group -> !delegator.groups().contains(group))
        .flatMap(
            group ->
                refused(
                    Reason.NOT_A_MEMBER,
                    delegator.name()
                        + " is not in group '"
                        + group
                        + "'. Name a group of yours, or none."));
  }

  private Optional<Refused> untimely(Instant from, Instant until, Instant now) {
    if (from.isBefore(now) || !until.isAfter(from)) {
      return refused(
          Reason.UNFIT_TIMES,
          "From "
              + from
              + " until "
              + until
              + " is no time that lies ahead; it is "
              + now
              + ". Name a later end.");
    }
    Duration longest = properties.longestDelegation();
    if (Duration.between(from, until).compareTo(longest) > 0) {
      return refused(
          Reason.TOO_LONG,
          "From " + from + " until " + until + " is longer than the " + longest + " allowed here.");
    }
    return Optional.empty();
  }

  private static Optional<Refused> refused(Reason reason, String message) {
    return Optional.of(new Refused(reason, message));
  }

  @Override
  public DelegationResult end(UUID id, LinkedIdentity identity) {
    return switch (who(directory.resolve(identity))) {
      case Who.No no -> no.refused();
      case Who.Is is ->
          stored
              .lock(id)
              .map(entity -> end(entity, is.person()))
              .orElseGet(
                  () ->
                      new Refused(
                          Reason.UNKNOWN_DELEGATION, "There is no delegation '" + id + "'."));
    };
  }

  private DelegationResult end(DelegationEntity entity, Person person) {
    Delegation delegation = entity.toDelegation();
    if (!delegation.delegator().equals(person.id())) {
      return new Refused(
          Reason.NOT_YOURS,
          "Only " + delegation.delegator() + ", who made this delegation, may end it.");
    }
    Instant now = clock.instant();
    if (delegation.endedAt().isPresent() || !now.isBefore(delegation.endsAt())) {
      return new Refused(Reason.ALREADY_OVER, "This delegation is over already.");
    }
    entity.end(now);
    Delegation ended = entity.toDelegation();
    events.publishEvent(new DelegationEnded(ended));
    return new Done(ended);
  }

  @Override
  @Transactional(readOnly = true)
  public List<Delegation> of(String person) {
    return stored.findOf(person).stream().map(DelegationEntity::toDelegation).toList();
  }

  @Override
  @Transactional(readOnly = true)
  public List<Delegation> standingInFor(String person, Instant moment) {
    return stored.findInForce(moment).stream()
        .map(DelegationEntity::toDelegation)
        .filter(delegation -> delegation.inForceAt(moment))
        .filter(delegation -> delegation.delegate().equals(person))
        .toList();
  }
}
