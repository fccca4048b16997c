package io.countersign.requests.internal;

import io.countersign.actions.ActionRequest;
import io.countersign.actions.ActionRequest.DataFacts;
import io.countersign.actions.Actions;
import io.countersign.actions.SealedAction;
import io.countersign.execution.EffectFinished;
import io.countersign.execution.EffectRunner;
import io.countersign.requests.GlassBreakingJustified;
import io.countersign.requests.GlassBreakingNotJustified;
import io.countersign.requests.GlassBroken;
import io.countersign.spi.Traits;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Remembers every use of break-glass, in the transaction that recorded how the action ended, and
 * has people asked whether it was justified.
 */
@Component
class BreakGlass {

  /** What came of asking. */
  enum Finding {
    JUSTIFIED,
    NOT_JUSTIFIED
  }

  private final Actions actions;
  private final EffectRunner effects;
  private final JdbcClient jdbc;
  private final RequestProperties properties;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  BreakGlass(
      Actions actions,
      EffectRunner effects,
      JdbcClient jdbc,
      RequestProperties properties,
      ApplicationEventPublisher events,
      Clock clock) {
    this.actions = actions;
    this.effects = effects;
    this.jdbc = jdbc;
    this.properties = properties;
    this.events = events;
    this.clock = clock;
  }

  /** Seals the question, whatever came of the action: its grant was spent without a review. */
  @EventListener
  @Transactional(propagation = Propagation.MANDATORY)
  public void onFinished(EffectFinished finished) {
    SealedAction action = actions.get(finished.actionId());
    if (!action.request().breakGlass()) {
      return;
    }
    SealedAction question = actions.seal(questionId(action.id()), question(action));
    int used =
        jdbc.sql(
                """
                insert into break_glass (action_id, acknowledgement_id, used_at)
                values (?, ?, ?) on conflict do nothing
                """)
            .params(action.id(), question.id(), clock.instant().atOffset(ZoneOffset.UTC))
            .update();
    if (used == 1) {
      events.publishEvent(new GlassBroken(action.id(), question.id()));
    }
  }

  private static UUID questionId(UUID actionId) {
    return UUID.nameUUIDFromBytes(
        ("countersign/break-glass/" + actionId).getBytes(StandardCharsets.UTF_8));
  }

  private ActionRequest question(SealedAction action) {
    ActionRequest request = action.request();
    return effects.withTraits(
        new ActionRequest(
            AcknowledgeBreakGlass.TYPE,
            request.environment(),
            Map.of("action", action.id().toString(), "actionDigest", action.digest()),
            Map.of(),
            Optional.empty(),
            DataFacts.NONE,
            Traits.irreversible(Traits.UNKNOWN_TRUST),
            request.authors(),
            request.reason(),
            false,
            Optional.empty(),
            clock.instant().plus(properties.acknowledgement())));
  }

  /** Closes a use as justified; answers whether it is closed so. */
  @Transactional
  public boolean justified(UUID actionId) {
    if (close("action_id", actionId, Finding.JUSTIFIED)) {
      events.publishEvent(new GlassBreakingJustified(actionId));
    }
    return finding(actionId).equals(Optional.of(Finding.JUSTIFIED));
  }

  /** Notes that nobody found a use justified in time. */
  @Transactional
  public void notJustified(UUID acknowledgementId) {
    UUID actionId =
        jdbc.sql("select action_id from break_glass where acknowledgement_id = ?")
            .param(acknowledgementId)
            .query(UUID.class)
            .optional()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "Action " + acknowledgementId + " asks about no use of break-glass."));
    if (close("acknowledgement_id", acknowledgementId, Finding.NOT_JUSTIFIED)) {
      events.publishEvent(new GlassBreakingNotJustified(actionId, acknowledgementId));
    }
  }

  private boolean close(String column, UUID id, Finding finding) {
    return jdbc.sql(
                "update break_glass set finding = :finding, closed_at = :at where "
                    + column
                    + " = :id and finding is null")
            .param("finding", finding.name())
            .param("at", clock.instant().atOffset(ZoneOffset.UTC))
            .param("id", id)
            .update()
        == 1;
  }

  /** What people found about a use; empty while they are asked, or when the glass is whole. */
  @Transactional(readOnly = true)
  public Optional<Finding> finding(UUID actionId) {
    return jdbc.sql("select finding from break_glass where action_id = ? and finding is not null")
        .param(actionId)
        .query(String.class)
        .optional()
        .map(Finding::valueOf);
  }
}
