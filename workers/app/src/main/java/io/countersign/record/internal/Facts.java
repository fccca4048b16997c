package io.countersign.record.internal;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Every kind of fact that goes on record. */
final class Facts {

  static final List<Fact> ALL =
      List.of(
          ActionFacts.SEALED,
          ActionFacts.RULED,
          ActionFacts.ENDED,
          ReviewFacts.OPENED,
          ReviewFacts.DECIDED,
          ReviewFacts.REFUSED,
          ReviewFacts.SETTLED,
          EffectFacts.GRANTED,
          EffectFacts.REDEEMED,
          EffectFacts.STARTED,
          EffectFacts.FINISHED,
          EffectFacts.REVERTED,
          ReviewFacts.DELEGATED,
          ReviewFacts.DELEGATION_ENDED,
          FindingFacts.OPENED,
          FindingFacts.RESOLVED,
          FindingFacts.CLEARED,
          FindingFacts.REOPENED,
          ReviewFacts.REMINDED,
          ReviewFacts.COMMENTED,
          EffectFacts.ANNULLED,
          StepFacts.ESCALATED,
          StepFacts.WITHDRAWN,
          StepFacts.RETURNED,
          GlassFacts.USED,
          GlassFacts.CLOSED,
          PolicyFacts.IN_FORCE,
          ErasureFacts.ERASED,
          PackFacts.MADE,
          PackFacts.EXAMINED,
          HoldFacts.PLACED,
          HoldFacts.RELEASED);

  private static final Map<String, Fact> BY_NAME =
      ALL.stream().collect(Collectors.toUnmodifiableMap(Fact::name, Function.identity()));

  private Facts() {}

  static Optional<Fact> named(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }
}
