package io.countersign.console;

import io.countersign.actions.SealedAction;
import io.countersign.execution.ActionReviews;
import io.countersign.identity.LinkedIdentity;
import io.countersign.releases.Destination;
import io.countersign.releases.ReleaseDesk;
import io.countersign.releases.ReleaseException;
import io.countersign.releases.ReleaseRequest;
import io.countersign.releases.RequestResult;
import io.countersign.requests.Ask;
import io.countersign.requests.AskResult;
import io.countersign.requests.RequestDesk;
import io.countersign.review.Channel;
import io.countersign.review.Choice;
import io.countersign.review.Decision;
import io.countersign.review.DecisionResult;
import io.countersign.review.OpeningResult;
import io.countersign.review.ReviewDesk;
import io.countersign.review.ReviewRound;
import io.countersign.support.DataDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reviews for pages to show, made by the application itself, as its workers would. */
@Component
class Scenes {

  /** Minutes that a lamp is lit for long. */
  static final long LONG = 60;

  private static final String CUSTOMERS =
      """
      customer_id,name,email,city,signed_up,plan
      1001,Mara Lindqvist,mara.lindqvist@example.org,Uppsala,2024-02-11,pro
      1002,Jonas Weber,jonas.weber@example.org,Leipzig,2024-03-02,basic
      1003,Aiko Tanaka,aiko.tanaka@example.org,Osaka,2024-03-19,pro
      1004,Samir Haddad,samir.haddad@example.org,Lyon,2024-04-27,team
      1005,Ines Duarte,ines.duarte@example.org,Porto,2024-05-08,basic
      """;

  private final ReleaseDesk releases;
  private final RequestDesk requests;
  private final ActionReviews reviews;
  private final ReviewDesk desk;
  private final JdbcClient jdbc;
  private final Path folder;
  private final AtomicInteger number = new AtomicInteger();

  Scenes(
      ReleaseDesk releases,
      RequestDesk requests,
      ActionReviews reviews,
      ReviewDesk desk,
      JdbcClient jdbc,
      DataDirectory data) {
    this.jdbc = jdbc;
    this.releases = releases;
    this.requests = requests;
    this.reviews = reviews;
    this.desk = desk;
    this.folder = data.dataDir();
  }

  /** An export of masked customers, up to its open review. */
  ReviewRound export(String requester, String reason) {
    try {
      int at = number.incrementAndGet();
      Path source =
          Files.writeString(
              Files.createDirectories(folder.resolve("sources/" + at)).resolve("customers.csv"),
              CUSTOMERS + at + ",A,b@example.org,C,2024-01-01,pro\n");
      Path exports = Files.createDirectories(folder.resolveSibling("exports"));
      ReleaseRequest request =
          new ReleaseRequest(
              source,
              new Destination.File(exports.resolve("customers-" + at + ".csv")),
              reason,
              requester);
      return carry(((RequestResult.Accepted) releases.request(request)).release().id());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The release that took this one's place, up to its open review. */
  ReviewRound inItsPlace(ReviewRound before) {
    return carry(
        jdbc.sql("select id from release where supersedes = ?")
            .param(before.subject().id())
            .query(UUID.class)
            .single());
  }

  private ReviewRound carry(UUID release) {
    try {
      releases.accept(release, number.incrementAndGet());
      releases.fingerprint(release);
      releases.propose(release);
      releases.mask(release);
      releases.verify(release);
      releases.seal(release);
      return open(release);
    } catch (ReleaseException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A grant that nobody decided about, put into the database past the application. */
  void rogueGrant(ReviewRound round) {
    jdbc.sql(
            "insert into action_grant (action_id, action_digest, basis, issued_at, expires_at)"
                + " values (?, ?, 'policy:x:1', now(), now() + interval '1 day')")
        .param(round.subject().id())
        .param(round.subject().digest())
        .update();
  }

  /** A lamp that somebody wants lit for a while, up to its open review. */
  ReviewRound lamp(String requester, String reason) {
    return lamp(requester, reason, "PT30M");
  }

  /** A lamp that somebody wants lit for so long that policy asks for a fresh sign-in. */
  ReviewRound longLamp(String requester, String reason) {
    return lamp(requester, reason, "PT1H");
  }

  private ReviewRound lamp(String requester, String reason, String window) {
    Ask ask =
        new Ask(
            "test.switch",
            Map.of("lamp", "lamp-" + number.incrementAndGet()),
            Map.of("window", window),
            requester,
            Optional.empty(),
            reason,
            false,
            Optional.empty());
    SealedAction action = ((AskResult.Accepted) requests.ask(ask)).action().action();
    return open(action.id());
  }

  private ReviewRound open(UUID action) {
    reviews.rule(action);
    return ((OpeningResult.Opened) reviews.open(action)).round();
  }

  /** A graph of 498 nodes around a dataset that was masked, signed and exported 71 times. */
  String web() {
    String name = "ledger of sales";
    jdbc.sql(
            """
            insert into lineage_node (id, key, kind, name, at, facts) overriding system value
            select 900000 + u * 8 + k, (array['revision:sha256:', 'run:masking:', 'revision:sha256:m', 'action:',
                'run:review:', 'run:effect:', 'copy:', 'decision:'])[k + 1] || md5('web' || u) || k,
              (array['REVISION', 'RUN', 'REVISION', 'ACTION', 'RUN', 'RUN', 'COPY', 'DECISION'])[k + 1],
              (array[:name, 'masking', :name || ', masked', 'dataset.export', 'review', 'export',
                '/srv/exports/sales-' || u || '.csv', 'approved'])[k + 1],
              timestamptz '2026-01-01' + u * interval '1 minute', '{}'
            from generate_series(0, 70) u, generate_series(0, 7) k where k > 0 or u = 0
            """)
        .param("name", name)
        .update();
    jdbc.sql(
            """
            insert into lineage_edge (from_id, kind, to_id, at)
            select f, e, t, timestamptz '2026-01-01' + u * interval '1 minute' from generate_series(0, 70) u,
              lateral (select 900000 + u * 8 as b) ids,
              lateral (values (900000, 'MASKED_BY', b + 1), (b + 1, 'WROTE', b + 2), (b + 2, 'READ', b + 5),
                (b + 4, 'ALLOWED', b + 5), (b + 5, 'WROTE', b + 6), (b + 3, 'REVIEWED_IN', b + 4),
                (b + 3, 'DONE_BY', b + 5), (b + 7, 'DECIDED', b + 4)) v(f, e, t)
            """)
        .update();
    return name;
  }

  DecisionResult decide(ReviewRound round, String who, Choice choice, String comment) {
    return desk.decide(
        new Decision(
            round.id(),
            Optional.empty(),
            LinkedIdentity.directory(who),
            Optional.of(choice),
            Optional.of(comment),
            round.subject().digest(),
            round.shownDigest(),
            Channel.API));
  }

  ReviewRound again(ReviewRound round) {
    return desk.round(round.id()).orElseThrow();
  }
}
