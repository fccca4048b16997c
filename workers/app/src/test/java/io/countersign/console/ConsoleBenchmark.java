package io.countersign.console;

import io.countersign.review.Choice;
import io.countersign.review.ReviewRound;
import io.countersign.testing.Browser;
import java.net.URI;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * How long pages take with 100,000 actions in the database, of which 200 wait for a decision, from
 * the request to the last byte. Measures, asserts nothing:
 *
 * <pre>mvn -pl workers/app -am verify -Dtest=NoSuch -Dsurefire.failIfNoSpecifiedTests=false
 *   -Pbenchmark -Dit.test=ConsoleBenchmark -Dfailsafe.failIfNoSpecifiedTests=false [-Dactions=100000]
 * </pre>
 */
class ConsoleBenchmark extends ConsoleSlice {

  private static final Logger LOG = LoggerFactory.getLogger(ConsoleBenchmark.class);
  private static final int ACTIONS = Integer.getInteger("actions", 100_000);
  private static final int WAITING = 200;
  private static final int WARM_UP = 50;
  private static final int MEASURED = 300;

  @Autowired private JdbcClient jdbc;

  @Test
  void pages_withAHundredThousandActions() {
    ReviewRound decided = scenes.export("ada", "Quarterly churn report");
    scenes.decide(decided, "grace", Choice.APPROVE, "Seen");
    ReviewRound open = scenes.export("ada", "Quarterly churn report");
    multiply(scenes.again(decided), ACTIONS);
    for (int i = 1; i < WAITING; i++) {
      scenes.lamp("ada", "It is dark");
    }
    jdbc.sql("analyze").update();
    Browser grace = new Browser();
    Browser.Page login = grace.open(URI.create(URL + "/inbox"));
    grace.submit(login, "/login", Map.of("username", "grace", "password", "grace"));
    for (String path :
        new String[] {"/inbox", "/reviews/" + open.id(), "/overview", "/ledger", "/policy"}) {
      measure(grace, path);
    }
  }

  private static void measure(Browser browser, String path) {
    long[] nanos = new long[MEASURED];
    for (int i = -WARM_UP; i < MEASURED; i++) {
      long start = System.nanoTime();
      int status = browser.open(URI.create(URL + path)).status();
      if (status != 200) {
        throw new IllegalStateException(path + " answers " + status);
      }
      if (i >= 0) {
        nanos[i] = System.nanoTime() - start;
      }
    }
    Arrays.sort(nanos);
    LOG.info(
        "{}: p50 {} ms, p95 {} ms, p99 {} ms",
        path.replaceFirst("(?<=.)/.*", ""),
        nanos[MEASURED / 2] / 1_000_000,
        nanos[MEASURED * 95 / 100] / 1_000_000,
        nanos[MEASURED * 99 / 100] / 1_000_000);
  }

  /**
   * Copies of a review and of the action that it is about, each a second older than the last. What
   * they say is sealed under another action's key: no page may read further back than it has to.
   */
  private void multiply(ReviewRound round, int times) {
    jdbc.sql(
            "create table copies as select n, gen_random_uuid() as action, gen_random_uuid() as round, gen_random_uuid() as seat from generate_series(1, %d) n"
                .formatted(times))
        .update();
    for (String copy :
        new String[] {
          """
          insert into sealed_action (id, digest, canonical, outline, sealed_at)
          select action, 'sha256:' || md5(cast(action as text)), canonical, outline,
            sealed_at - n * interval '1 second' from sealed_action, copies where id = :action
          """,
          """
          insert into action_request (action_id, version, fingerprint, state, requested_at, closed_at)
          select action, 0, cast(action as text), 'REFUSED', sealed_at - n * interval '1 second', now()
          from sealed_action, copies where id = :action
          """,
          """
          insert into review_round (id, version, subject_kind, subject_id, subject_digest, shown,
            shown_digest, opened_at, deadline, verdict, settled_at, revision)
          select round, 0, subject_kind, action, subject_digest, shown, shown_digest,
            opened_at - n * interval '1 second', deadline, verdict,
            settled_at - n * interval '1 second', revision
          from review_round, copies where id = :round
          """,
          "insert into review_author select round, person from review_author, copies where round_id"
              + " = :round",
          """
          insert into review_seat (id, round_id, position, group_name, candidates)
          select seat, round, position, group_name, candidates
          from review_seat, copies where round_id = :round
          """,
          """
          insert into review_vote (id, seat_id, round_id, person, choice, comment, channel, identity,
            subject_digest, shown_digest, cast_at)
          select gen_random_uuid(), seat, round, person, choice, comment, channel, identity,
            subject_digest, shown_digest, cast_at from review_vote, copies where round_id = :round
          """
        }) {
      jdbc.sql(copy).param("action", round.subject().id()).param("round", round.id()).update();
    }
    jdbc.sql("drop table copies").update();
  }
}
