package io.countersign.requests.internal;

import io.countersign.actions.ActionRequest;
import io.countersign.actions.ActionRequest.Authors;
import io.countersign.actions.ActionRequest.DataFacts;
import io.countersign.execution.EffectInfo;
import io.countersign.execution.EffectRunner;
import io.countersign.identity.LinkedIdentity;
import io.countersign.policy.Policy;
import io.countersign.requests.ActionRecord;
import io.countersign.requests.Ask;
import io.countersign.requests.AskResult;
import io.countersign.requests.ChangeResult;
import io.countersign.requests.Changes;
import io.countersign.requests.PreviewResult;
import io.countersign.requests.RequestDesk;
import io.countersign.requests.RequestedAction;
import io.countersign.requests.StopResult;
import io.countersign.review.Channel;
import io.countersign.spi.EffectException;
import io.countersign.spi.Traits;
import io.countersign.support.Position;
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

  private static final int LONGEST_KEY = 255;

  private final AskAdmission admission;
  private final EffectRunner effects;
  private final Policy policy;
  private final RequestStore store;
  private final Records records;
  private final Stops stops;
  private final Amendments amendments;
  private final BreakGlass breakGlass;
  private final RequestProperties properties;
  private final String environment;
  private final Clock clock;

  StoredRequestDesk(
      AskAdmission admission,
      EffectRunner effects,
      Policy policy,
      RequestStore store,
      Records records,
      Stops stops,
      Amendments amendments,
      BreakGlass breakGlass,
      RequestProperties properties,
      @Value("${countersign.environment:production}") String environment,
      Clock clock) {
    this.admission = admission;
    this.effects = effects;
    this.policy = policy;
    this.store = store;
    this.records = records;
    this.stops = stops;
    this.amendments = amendments;
    this.breakGlass = breakGlass;
    this.properties = properties;
    this.environment = environment;
    this.clock = clock;
  }

  @Override
  public AskResult ask(Ask ask) {
    return ask(ask, UUID.randomUUID());
  }

  @Override
  public AskResult ask(Ask ask, String key) {
    if (key.isBlank() || key.length() > LONGEST_KEY) {
      return new AskResult.Rejected(
          List.of("The key has " + key.length() + " characters. Give 1 to " + LONGEST_KEY + "."));
    }
    return ask(ask, RequestKey.id(ask.requestedBy(), key));
  }

  private AskResult ask(Ask ask, UUID id) {
    List<String> problems = admission.problems(ask);
    if (!problems.isEmpty()) {
      return new AskResult.Rejected(problems);
    }
    ActionRequest request = request(ask);
    Optional<AskResult> earlier = earlier(id, request);
    if (earlier.isPresent()) {
      return earlier.get();
    }
    problems = effects.problems(request);
    return problems.isEmpty()
        ? create(id, effects.withTraits(request))
        : new AskResult.Rejected(problems);
  }

  /** What was asked for before under this id, or is under way and asks for the same. */
  private Optional<AskResult> earlier(UUID id, ActionRequest request) {
    Optional<RequestedAction> keyed = store.find(id);
    if (keyed.isEmpty()) {
      return store.same(request).map(same -> new AskResult.Accepted(same, true));
    }
    boolean same = Fingerprint.of(keyed.get().action().request()).equals(Fingerprint.of(request));
    return Optional.of(
        same
            ? new AskResult.Accepted(keyed.get(), true)
            : new AskResult.Rejected(
                List.of(
                    "This key belongs to another action that you asked for. Choose a new key for"
                        + " every action.")));
  }

  private AskResult create(UUID id, ActionRequest request) {
    try {
      return new AskResult.Accepted(store.create(id, request), false);
    } catch (DataIntegrityViolationException | IllegalStateException e) {
      // Somebody asked for the same, or under the same key, in this moment.
      return earlier(id, request).orElseThrow(() -> e);
    }
  }

  @Override
  public List<EffectInfo> effects() {
    return effects.effects();
  }

  @Override
  public PreviewResult preview(Ask ask) {
    List<String> problems = admission.problems(ask);
    ActionRequest request = request(ask);
    if (problems.isEmpty()) {
      problems = effects.problems(request);
    }
    if (!problems.isEmpty()) {
      return new PreviewResult.Rejected(problems);
    }
    ActionRequest whole = effects.withTraits(request);
    try {
      return new PreviewResult.Possible(
          effects.describe(whole), whole.traits(), effects.preview(whole), policy.foresee(whole));
    } catch (EffectException e) {
      return new PreviewResult.Rejected(
          List.of("What it would do cannot be found out now: " + e.getMessage()));
    }
  }

  @Override
  public ActionRecord record(RequestedAction action) {
    return records.of(action);
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
  public boolean isSettled(UUID actionId) {
    return store.isSettled(actionId);
  }

  @Override
  public List<RequestedAction> list(Optional<Position> after, int limit) {
    return store.list(after, limit);
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
