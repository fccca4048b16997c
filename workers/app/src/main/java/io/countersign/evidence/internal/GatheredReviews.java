package io.countersign.evidence.internal;

import io.countersign.review.Comment;
import io.countersign.review.Ending;
import io.countersign.review.Refusal;
import io.countersign.review.ReviewDesk;
import io.countersign.review.ReviewRound;
import io.countersign.review.Seat;
import io.countersign.review.Subject;
import io.countersign.review.Vote;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** The reviews of an action, and of the masking plan that it stands on. */
@Component
class GatheredReviews {

  private final ReviewDesk desk;
  private final Names names;

  GatheredReviews(ReviewDesk desk, Names names) {
    this.desk = desk;
    this.names = names;
  }

  List<Map<String, Object>> on(UUID actionId) {
    List<Map<String, Object>> rounds = new ArrayList<>();
    desk.roundOn(Subject.Kind.MASKING_PLAN, actionId).map(this::round).ifPresent(rounds::add);
    desk.roundOn(Subject.Kind.ACTION, actionId).map(this::round).ifPresent(rounds::add);
    return rounds;
  }

  private Map<String, Object> round(ReviewRound round) {
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("id", round.id().toString());
    content.put("about", round.subject().kind() == Subject.Kind.ACTION ? "action" : "masking plan");
    content.put("subjectDigest", round.subject().digest());
    content.put("shownDigest", round.shownDigest());
    content.put("openedAt", round.openedAt().toString());
    content.put("deadline", round.deadline().toString());
    content.put("seats", round.seats().stream().map(this::seat).toList());
    content.put("comments", desk.comments(round.id()).stream().map(this::comment).toList());
    content.put("refusals", desk.refusals(round.id()).stream().map(this::refusal).toList());
    round.ending().ifPresent(ending -> content.put("ending", ending(ending)));
    return content;
  }

  private Map<String, Object> seat(Seat seat) {
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("group", seat.group());
    content.put("escalatedTo", seat.escalatedTo());
    seat.vote().ifPresent(vote -> content.put("vote", vote(vote)));
    return content;
  }

  private Map<String, Object> vote(Vote vote) {
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("person", names.of(vote.person()));
    vote.inPlaceOf().ifPresent(person -> content.put("inPlaceOf", names.of(person)));
    content.put("choice", vote.choice().name());
    vote.comment().ifPresent(words -> content.put("comment", words));
    content.put("channel", vote.channel().name());
    content.put("at", vote.castAt().toString());
    return content;
  }

  private Map<String, Object> comment(Comment comment) {
    return Map.of(
        "author", names.of(comment.author()),
        "words", comment.words(),
        "at", comment.saidAt().toString());
  }

  private Map<String, Object> refusal(Refusal refusal) {
    return Map.of(
        "identity", refusal.identity(),
        "attempt", refusal.attempt().name(),
        "message", refusal.message(),
        "channel", refusal.channel().name(),
        "at", refusal.refusedAt().toString());
  }

  private Map<String, Object> ending(Ending ending) {
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("verdict", ending.verdict().wireName());
    content.put("at", ending.at().toString());
    ending.by().ifPresent(person -> content.put("by", names.of(person)));
    ending.supersededBy().ifPresent(digest -> content.put("supersededBy", digest));
    return content;
  }
}
