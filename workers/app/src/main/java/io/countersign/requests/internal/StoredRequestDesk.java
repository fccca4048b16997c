package io.countersign.requests.internal;

import io.countersign.actions.ActionRequest;
import io.countersign.actions.ActionRequest.Authors;
import io.countersign.actions.ActionRequest.DataFacts;
import io.countersign.execution.EffectRunner;
import io.countersign.identity.LinkedIdentity;
import io.countersign.requests.Ask;
import io.countersign.requests.AskResult;
import io.countersign.requests.ChangeResult;
import io.countersign.requests.Changes;
import io.countersign.requests.RequestDesk;
import io.countersign.requests.RequestedAction;
import io.countersign.requests.StopResult;
import io.countersign.review.Channel;
import io.countersign.spi.Traits;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Service;

@Service
class StoredRequestDesk implements RequestDesk {

  private final AskAdmission admission;
  private final EffectRunner effects;
  private final RequestStore store;
  private final Stops stops;
  private final Amendments amendments;
  private final BreakGlass breakGlass;
  private final RequestProperties properties;
  private final String environment;
  private final Clock clock;

  StoredRequestDesk(
      AskAdmission admission,
      EffectRunner effects,
      RequestStore store,
      Stops stops,
      Amendments amendments,
      BreakGlass breakGlass,
      RequestProperties properties,
      @Value("${countersign.environment:production}") String environment,
      Clock clock) {
    this.admission = admission;
    this.effects = effects;
    this.store = store;
    this.stops = stops;
    this.amendments = amendments;
    this.breakGlass = breakGlass;
    this.properties = properties;
    this.environment = environment;
    this.clock = clock;
  }

  @Override
  public AskResult ask(Ask ask) {
    List<String> problems = admission.problems(ask);
    if (!problems.isEmpty()) {
      return new AskResult.Rejected(problems);
    }
    ActionRequest request = request(ask);
    Optional<RequestedAction> same = store.same(request);
    if (same.isPresent()) {
      return new AskResult.Accepted(same.get(), true);
    }
    problems = effects.problems(request);
    return problems.isEmpty()
        ? create(effects.withTraits(request))
        : new AskResult.Rejected(problems);
  }

  private AskResult create(ActionRequest request) {
    try {
      return new AskResult.Accepted(store.create(request), false);
    } catch (DataIntegrityViolationException e) {
      // Somebody asked for the same in this moment.
      return store
          .same(request)
          .<AskResult>map(same -> new AskResult.Accepted(same, true))
          .orElseThrow(() -> e);
    }
  }

  private ActionRequest request(Ask ask) {
    Duration validity = ask.validFor().orElse(properties.longest(ask.breakGlass()));
    return new ActionRequest(
        ask.effect(),
        environment,
        ask.target(),
        ask.parameters(),
        Optional.empty(),
        DataFacts.NONE,
        Traits.irreversible(Traits.UNKNOWN_TRUST),
        new Authors(ask.requestedBy(), ask.onBehalfOf(), Set.of()),
        ask.reason(),
        ask.breakGlass(),
        Optional.empty(),
        clock.instant().plus(validity));
  }

  @Override
  public StopResult withdraw(UUID actionId, LinkedIdentity who, Channel channel) {
    return stops.withdraw(actionId, who, channel);
  }

  @Override
  public StopResult giveBack(UUID actionId, LinkedIdentity who) {
    return stops.giveBack(actionId, who);
  }

  @Override
  public ChangeResult change(UUID roundId, Changes changes, LinkedIdentity who, Channel channel) {
    return amendments.change(roundId, changes, who, channel);
  }

  @Override
  public Optional<RequestedAction> find(UUID actionId) {
    return store.find(actionId);
  }

  @Override
  public List<RequestedAction> latest(int limit) {
    return store.latest(limit);
  }

  @Override
  public boolean accept(UUID actionId, long processInstanceKey) {
    return store.accept(actionId, processInstanceKey);
  }

  @Override
  public boolean handOver(UUID actionId, long from, long to) {
    return store.handOver(actionId, from, to);
  }

  @Override
  public void reportBreach(UUID acknowledgementId) {
    breakGlass.notJustified(acknowledgementId);
  }
}
