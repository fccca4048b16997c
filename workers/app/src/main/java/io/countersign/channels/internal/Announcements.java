package io.countersign.channels.internal;

import io.countersign.execution.EffectReverted;
import io.countersign.execution.OutcomeRecorded;
import io.countersign.review.Choice;
import io.countersign.review.Comment;
import io.countersign.review.CommentMade;
import io.countersign.review.ReviewDesk;
import io.countersign.review.ReviewOpened;
import io.countersign.review.ReviewersReminded;
import io.countersign.review.RoundSettled;
import io.countersign.review.SeatEscalated;
import io.countersign.review.Subject;
import io.countersign.review.Verdict;
import io.countersign.review.VoteCast;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Notes what happened to a round, in the transaction in which it happened. Talks to nobody: what a
 * chat does not take now waits, and nothing else waits for it.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class Announcements {

  private final Channels channels;
  private final Rounds rounds;
  private final ReviewDesk desk;
  private final SpokenNames names;

  Announcements(Channels channels, Rounds rounds, ReviewDesk desk, SpokenNames names) {
    this.channels = channels;
    this.rounds = rounds;
    this.desk = desk;
    this.names = names;
  }

  private void happened(UUID roundId, String words) {
    if (channels.any()) {
      rounds.happened(roundId, Optional.of(words));
    }
  }

  @EventListener
  void on(ReviewOpened opened) {
    if (channels.any()) {
      rounds.happened(opened.roundId(), Optional.empty());
    }
  }

  @EventListener
  void on(VoteCast vote) {
    String said = vote.choice() == Choice.APPROVE ? " approved it." : " denied it.";
    happened(vote.roundId(), names.of(vote.person()) + said);
  }

  @EventListener
  void on(CommentMade made) {
    if (channels.any()) {
      Comment comment = desk.comments(made.roundId()).getLast();
      rounds.quoted(made.roundId(), names.of(comment.author()) + " said: " + comment.words());
    }
  }

  @EventListener
  void on(SeatEscalated escalated) {
    happened(
        escalated.roundId(),
        "Nobody decided in time; somebody of '" + escalated.group() + "' may decide as well.");
  }

  @EventListener
  void on(ReviewersReminded reminded) {
    happened(reminded.roundId(), "This still waits for a decision.");
  }

  @EventListener
  void on(RoundSettled settled) {
    happened(
        settled.roundId(),
        switch (settled.verdict()) {
          case APPROVED -> "Every signature is there: it is approved.";
          case DENIED -> "It is denied and does not run.";
          case EXPIRED -> "Nobody decided in time, which is a denial: it does not run.";
          case WITHDRAWN -> "It was withdrawn and does not run.";
          case SUPERSEDED -> "A narrower request takes its place and needs its own signatures.";
        });
  }

  @EventListener
  void on(OutcomeRecorded outcome) {
    onAction(
        outcome.actionId(),
        switch (outcome.outcome()) {
          case "done" -> "It was done, as signed.";
          case "failed" -> "It was approved and could not be done.";
          default -> "It was not done: " + outcome.outcome() + ".";
        });
  }

  @EventListener
  void on(EffectReverted reverted) {
    onAction(reverted.actionId(), "It was taken back.");
  }

  private void onAction(UUID actionId, String words) {
    if (channels.any()) {
      desk.roundOn(Subject.Kind.ACTION, actionId)
          .filter(round -> round.verdict().equals(Optional.of(Verdict.APPROVED)))
          .ifPresent(round -> happened(round.id(), words));
    }
  }
}
