package io.countersign.record.internal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.countersign.actions.SealedAction;
import io.countersign.ledger.entry.Entry;
import io.countersign.ledger.keys.LogKeys;
import io.countersign.ledger.log.LogReader;
import io.countersign.ledger.log.LogWriter;
import io.countersign.ledger.note.Checkpoint;
import io.countersign.ledger.note.SignatureType;
import io.countersign.ledger.note.SignedNote;
import io.countersign.ledger.verify.LogVerifier;
import io.countersign.ledger.verify.TrustPolicy;
import io.countersign.ledger.verify.Verdict;
import io.countersign.review.Choice;
import io.countersign.review.ReviewRound;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.FileSystemUtils;

/** Decisions and their way into the log. */
class LedgerPublicationIT extends LedgerSlice {

  @Autowired private TransactionTemplate transactions;
  @Autowired private Intents intents;

  @Test
  void decision_approved_standsInTheLogFromSealToGrant() throws Exception {
    SealedAction action = approved();
    assertThat(publication.await(action.id())).isEmpty();

    List<Entry> entries = logOf(action.id());
    assertThat(entries)
        .extracting(Entry::kind)
        .containsExactly(
            "action.sealed",
            "review.opened",
            "decision.approved",
            "review.settled",
            "grant.issued");
    assertThat(entries.getFirst().digests().get("action").text()).isEqualTo(action.digest());
    assertThat(entries.get(2).commitments()).containsOnlyKeys("comment", "identity");
    Verdict verdict =
        new LogVerifier(
                TrustPolicy.of(
                    new LogKeys(place.keys()).open(place.origin(), place.directory()).verifier()))
            .verify(place.directory());
    assertThat(verdict).isInstanceOf(Verdict.Sound.class);
  }

  @Test
  void log_namesNobodyAndQuotesNothing() throws Exception {
    SealedAction action = approved();
    assertThat(publication.await(action.id())).isEmpty();
    try (Stream<Path> files = Files.walk(place.directory())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String content = new String(Files.readAllBytes(file), ISO_8859_1);
        assertThat(content)
            .doesNotContain("grace", "\"ada\"", "Looks right", "test ", "/srv/exports");
      }
    }
    Entry decision = logOf(action.id()).get(2);
    Entry sealed = logOf(action.id()).get(0);
    assertThat(decision.subjects().get(2).id())
        .startsWith("person:")
        .isNotEqualTo(sealed.subjects().get(0).id());
  }

  @Test
  void decision_refused_standsInTheLogAndGrantsNothing() throws Exception {
    SealedAction action = seal();
    ReviewRound round = open(action);
    decide(round, "ada", Choice.APPROVE);

    assertThat(publication.await(action.id()))
        .hasValueSatisfying(why -> assertThat(why).contains("does not say that action"));
    assertThat(logOf(action.id()))
        .extracting(Entry::kind)
        .containsExactly("action.sealed", "review.opened", "decision.refused");
    assertThat(logOf(action.id()).getLast().classes()).containsEntry("reason", "author");
  }

  @Test
  void decision_rolledBack_leavesNoIntent() {
    long before = intents("PUBLISHED") + intents("INTENDED");
    transactions.executeWithoutResult(
        transaction -> {
          seal();
          transaction.setRollbackOnly();
        });
    awaitPublished();
    assertThat(intents("PUBLISHED")).isEqualTo(before);
  }

  @Test
  void intent_outsideATransaction_isRefused() {
    assertThatThrownBy(() -> intents.write(ActionFacts.SEALED, UUID.randomUUID()))
        .isInstanceOf(IllegalTransactionStateException.class);
  }

  @Test
  void await_whileNobodyPublishes_saysSoAndGoesOnAfterwards() {
    sequencer.stop();
    SealedAction action = approved();
    assertThat(publication.await(action.id()))
        .hasValueSatisfying(why -> assertThat(why).contains("not published in the ledger yet"));
    sequencer.start();
    await().until(() -> publication.await(action.id()).isEmpty());
  }

  @Test
  void sequencer_diedBetweenPublishingAndNoting_appendsNothingTwice() throws Exception {
    SealedAction action = approved();
    assertThat(publication.await(action.id())).isEmpty();
    int size = log().size();
    sequencer.stop();
    forgetPublication(size - 2);
    assertThat(intents("INTENDED")).isEqualTo(2);

    sequencer.start();

    awaitPublished();
    assertThat(log()).hasSize(size);
    assertThat(publication.await(action.id())).isEmpty();
  }

  @Test
  void clock_goingBack_publishesAllTheSameAndTheLogVerifies() throws Exception {
    SealedAction before = approved();
    assertThat(publication.await(before.id())).isEmpty();
    clock.forward(Duration.ofDays(-400));
    try {
      SealedAction after = approved();
      assertThat(publication.await(after.id())).isEmpty();
      assertThat(logOf(after.id()).getFirst().time())
          .isBefore(logOf(before.id()).getFirst().time());
    } finally {
      clock.forward(Duration.ofDays(400));
    }
    assertThat(
            new LogVerifier(
                    TrustPolicy.of(
                        new LogKeys(place.keys())
                            .open(place.origin(), place.directory())
                            .verifier()))
                .verify(place.directory()))
        .isInstanceOf(Verdict.Sound.class);
  }

  @Test
  void log_replacedByAnOlderCopy_isNotContinued() throws Exception {
    assertThat(publication.await(approved().id())).isEmpty();
    sequencer.stop();
    Path kept = place.directory().resolveSibling("kept-" + UUID.randomUUID());
    Files.move(place.directory(), kept);
    Files.createDirectories(place.directory());
    sequencer.start();

    await().until(() -> !status.now().healthy());
    assertThat(status.now().sentence()).contains("is not in");
    SealedAction action = approved();
    assertThat(publication.await(action.id())).isPresent();

    sequencer.stop();
    try (LogWriter other =
        LogWriter.open(
            place.directory(),
            new LogKeys(place.keys()).openOrCreate(place.origin(), SignatureType.ED25519),
            clock)) {
      assertThat(other.checkpoint().size()).isZero();
    }
    sequencer.start();
    await().until(() -> status.now().sentence().contains("older copy"));

    sequencer.stop();
    FileSystemUtils.deleteRecursively(place.directory());
    Files.move(kept, place.directory(), StandardCopyOption.REPLACE_EXISTING);
    sequencer.start();
    await().until(() -> publication.await(action.id()).isEmpty());
  }

  @Test
  void bundle_altered_letsNoEffectRun() throws Exception {
    SealedAction action = approved();
    assertThat(publication.await(action.id())).isEmpty();
    Map<Path, byte[]> bundles = new HashMap<>();
    try (Stream<Path> files = Files.walk(place.directory().resolve("tile/entries"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        bundles.put(file, Files.readAllBytes(file));
      }
    }
    String other = action.digest().substring(0, 70) + (action.digest().endsWith("0") ? "1" : "0");
    for (Map.Entry<Path, byte[]> bundle : bundles.entrySet()) {
      String text = new String(bundle.getValue(), ISO_8859_1);
      Files.writeString(bundle.getKey(), text.replace(action.digest(), other), ISO_8859_1);
    }

    assertThat(publication.await(action.id()))
        .hasValueSatisfying(why -> assertThat(why).contains("does not prove the grant"));

    for (Map.Entry<Path, byte[]> bundle : bundles.entrySet()) {
      Files.write(bundle.getKey(), bundle.getValue());
    }
    assertThat(publication.await(action.id())).isEmpty();
  }

  @Test
  void intent_alteredBeforePublication_isRefusedAndBlocksItsActionAlone() {
    sequencer.stop();
    SealedAction altered = approved();
    SealedAction other = approved();
    jdbc.sql("alter table ledger_intent disable trigger user").update();
    jdbc.sql("update ledger_intent set entry = '{}' where action_id = ? and kind = 'grant.issued'")
        .param(altered.id())
        .update();
    jdbc.sql("alter table ledger_intent enable trigger user").update();
    sequencer.start();

    await().until(() -> publication.await(other.id()).isEmpty());
    assertThat(publication.await(altered.id()))
        .hasValueSatisfying(why -> assertThat(why).contains("altered in the database"));
  }

  @Test
  void tables_ofTheRecord_refuseChangesAndDeletions() {
    SealedAction action = approved();
    for (String change :
        List.of(
            "delete from sealed_action where id = '%s'",
            "update sealed_action set digest = 'x' where id = '%s'",
            "delete from review_vote where round_id in (select id from review_round where subject_id = '%s')",
            "update review_vote set choice = 'DENY' where round_id in (select id from review_round where subject_id = '%s')",
            "update review_round set shown = '{}' where subject_id = '%s'",
            "update review_round set verdict = 'DENIED' where subject_id = '%s'",
            "delete from action_grant where action_id = '%s'",
            "update action_grant set expires_at = now() where action_id = '%s'",
            "update ledger_intent set entry = '{}' where action_id = '%s'",
            "delete from ledger_intent where action_id = '%s'",
            "truncate ledger_intent cascade")) {
      assertThatThrownBy(() -> jdbc.sql(change.formatted(action.id())).update())
          .as(change)
          .rootCause()
          .hasMessageMatching("(?s).*(is kept as it is|kept as they are|is set once).*");
    }
    assertThat(publication.await(action.id())).isEqualTo(Optional.empty());
  }

  /** As if the process had died after the log published from this index on. */
  private void forgetPublication(int from) throws Exception {
    String note =
        new String(
            SignedNote.sign(
                    new Checkpoint(
                            place.origin(), from, new LogReader(place.directory()).root(from))
                        .text(),
                    List.of(new LogKeys(place.keys()).open(place.origin(), place.directory())),
                    clock.instant())
                .encode(),
            UTF_8);
    jdbc.sql("alter table ledger_intent disable trigger user").update();
    jdbc.sql(
            "update ledger_intent set state = 'INTENDED', log_index = null, published_at = null where log_index >= ?")
        .param(from)
        .update();
    jdbc.sql("alter table ledger_intent enable trigger user").update();
    jdbc.sql("update ledger_head set note = ?, size = ?").params(note, from).update();
  }
}
