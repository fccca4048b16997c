package io.countersign.lineage.internal;

import io.countersign.actions.ActionRequest;
import io.countersign.actions.Actions;
import io.countersign.actions.SealedAction;
import io.countersign.execution.EffectFinished;
import io.countersign.execution.Outcome;
import io.countersign.identity.LinkedIdentity;
import io.countersign.policy.ActionRuled;
import io.countersign.policy.Ruling.Requirement;
import io.countersign.review.Channel;
import io.countersign.review.Choice;
import io.countersign.review.Decision;
import io.countersign.review.Opening;
import io.countersign.review.OpeningResult.Opened;
import io.countersign.review.ReviewDesk;
import io.countersign.review.ReviewRound;
import io.countersign.review.Subject;
import io.countersign.spi.EffectReceipt;
import io.countersign.support.CanonicalJson;
import io.countersign.testing.Requests;
import io.countersign.testing.Ticking;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Makes things happen as the other modules would, for tests of lineage. */
final class Story {

  private final JdbcClient jdbc;
  private final Actions actions;
  private final ReviewDesk desk;
  private final ApplicationEventPublisher events;
  private final TransactionTemplate transactions;
  private final Ticking clock;

  Story(
      JdbcClient jdbc,
      Actions actions,
      ReviewDesk desk,
      ApplicationEventPublisher events,
      TransactionTemplate transactions,
      Ticking clock) {
    this.jdbc = jdbc;
    this.actions = actions;
    this.desk = desk;
    this.events = events;
    this.transactions = transactions;
    this.clock = clock;
  }

  /** A column of a masking plan. */
  record Treated(String name, String dataClass, String treatment) {}

  /** Revisions, a plan and a finished run that leads from one revision to another. */
  String masked(String dataset, String source, String into, boolean recorded, Treated... columns) {
    clock.forward(Duration.ofSeconds(1));
    String plan = Requests.digest("plan " + source + into + List.of(columns));
    revision(dataset, "ORIGINAL", source, null, null);
    List<Map<String, Object>> list = new ArrayList<>();
    for (Treated column : columns) {
      list.add(
          Map.of(
              "index", list.size(),
              "name", column.name(),
              "class", column.dataClass(),
              "transform", column.treatment()));
    }
    jdbc.sql("insert into masking_plan values (?, ?, ?, ?, ?)")
        .params(
            UUID.randomUUID(),
            plan,
            source,
            CanonicalJson.of(Map.of("columns", list, "detectorVersion", "1")),
            now())
        .update();
    revision(dataset, "MASKED", into, source, plan);
    if (recorded) {
      jdbc.sql("insert into masking_run values (?, ?, 7, ?, ?)")
          .params(plan, into, "{\"seconds\":0.25}", now())
          .update();
    }
    return plan;
  }

  private void revision(
      String dataset, String stage, String sha256, @Nullable String from, @Nullable String plan) {
    jdbc.sql(
            """
            insert into dataset_revision (id, sha256, dataset, stage, path, bytes, rows, derived_from, masking_plan, registered_at)
            values (:id, :sha, :dataset, :stage, '/somewhere', 1234, 100, :from, :plan, :now)
            on conflict do nothing
            """)
        .param("id", UUID.randomUUID())
        .param("sha", sha256)
        .param("dataset", dataset)
        .param("stage", stage)
        .param("from", from, java.sql.Types.VARCHAR)
        .param("plan", plan, java.sql.Types.VARCHAR)
        .param("now", now())
        .update();
  }

  SealedAction sealed(String dataset, String source, String plan, String masked, String who) {
    ActionRequest shape =
        Requests.anExport().by(who).because("Quarterly churn report " + UUID.randomUUID()).build();
    ActionRequest request =
        new ActionRequest(
            shape.effect(),
            shape.environment(),
            shape.target(),
            shape.parameters(),
            Optional.of(new ActionRequest.InputDataset(dataset, masked, 1_234, 100, source, plan)),
            shape.data(),
            shape.traits(),
            shape.authors(),
            shape.reason(),
            false,
            Optional.empty(),
            clock.instant().plus(Duration.ofHours(1)));
    SealedAction action = actions.seal(UUID.randomUUID(), request);
    rule(action);
    return action;
  }

  void rule(SealedAction action) {
    transactions.executeWithoutResult(
        status -> {
          jdbc.sql("insert into ruling values (?, '{}', ?, ?)")
              .params(
                  action.id(),
                  CanonicalJson.of(
                      Map.of(
                          "kind",
                          "review",
                          "decisionId",
                          "action-policy",
                          "version",
                          3,
                          "digest",
                          Requests.digest("policy"),
                          "rules",
                          List.of("ExportOfMasked"),
                          "why",
                          List.of("A data owner has to look."))),
                  now())
              .update();
          events.publishEvent(new ActionRuled(action.id()));
        });
  }

  ReviewRound open(SealedAction action) {
    clock.forward(Duration.ofSeconds(1));
    return ((Opened)
            desk.open(
                new Opening(
                    new Subject(Subject.Kind.ACTION, action.id(), action.digest()),
                    List.of(new Requirement("data-owners", 1)),
                    Set.of("ada"),
                    Map.of("title", "Export"))))
        .round();
  }

  void decide(ReviewRound round, String who, Choice choice, String words) {
    clock.forward(Duration.ofSeconds(1));
    desk.decide(
        new Decision(
            round.id(),
            Optional.empty(),
            LinkedIdentity.directory(who),
            Optional.of(choice),
            Optional.of(words),
            round.subject().digest(),
            round.shownDigest(),
            Channel.API));
  }

  UUID done(SealedAction action) {
    clock.forward(Duration.ofSeconds(1));
    UUID execution = UUID.randomUUID();
    transactions.executeWithoutResult(
        status -> {
          jdbc.sql(
                  """
                  insert into execution (id, action_id, state, attempts, started_at, ended_at, receipt)
                  values (?, ?, 'DONE', 1, ?, ?, '{}')
                  """)
              .params(execution, action.id(), now(), now().plusSeconds(1))
              .update();
          jdbc.sql("insert into action_outcome values (?, 'done', null, ?)")
              .params(action.id(), now().plusSeconds(2))
              .update();
          events.publishEvent(
              new EffectFinished(
                  action.id(), execution, new Outcome.Done(new EffectReceipt(Map.of()))));
        });
    return execution;
  }

  /** From sealing to the copy. */
  SealedAction exported(
      String dataset, String source, String plan, String masked, String who, String reviewer) {
    SealedAction action = sealed(dataset, source, plan, masked, who);
    decide(open(action), reviewer, Choice.APPROVE, "Looks fine");
    done(action);
    return action;
  }

  private OffsetDateTime now() {
    return clock.instant().atOffset(ZoneOffset.UTC);
  }
}
