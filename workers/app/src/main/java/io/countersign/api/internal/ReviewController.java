package io.countersign.api.internal;

import io.countersign.access.Allowed;
import io.countersign.access.Caller;
import io.countersign.api.internal.Problems.Rejected;
import io.countersign.identity.Directory;
import io.countersign.identity.LinkedIdentity;
import io.countersign.identity.Resolution;
import io.countersign.identity.Role;
import io.countersign.review.Channel;
import io.countersign.review.Choice;
import io.countersign.review.CommentResult;
import io.countersign.review.Decision;
import io.countersign.review.DecisionResult;
import io.countersign.review.EndingResult;
import io.countersign.review.ReviewDesk;
import io.countersign.review.ReviewRound;
import io.countersign.review.Verdict;
import io.countersign.sight.Sight;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/reviews")
class ReviewController {

  private final ReviewDesk desk;
  private final Directory directory;
  private final Sight sight;

  ReviewController(ReviewDesk desk, Directory directory, Sight sight) {
    this.desk = desk;
    this.directory = directory;
    this.sight = sight;
  }

  @Allowed({Role.REQUESTER, Role.REVIEWER, Role.AUDITOR})
  @GetMapping
  Map<String, Object> open(
      @RequestParam(defaultValue = "false") boolean mine,
      @RequestAttribute(Caller.ATTRIBUTE) Caller caller) {
    List<ReviewRound> rounds = mine ? openFor(caller) : sight.of(caller, desk.open());
    return Map.of("items", rounds.stream().map(ReviewController::summary).toList());
  }

  private List<ReviewRound> openFor(Caller caller) {
    return directory.resolve(caller.id()) instanceof Resolution.Known known
        ? desk.openFor(known.person())
        : List.of();
  }

  @Allowed({Role.REQUESTER, Role.REVIEWER, Role.AUDITOR})
  @GetMapping("/{id}")
  ResponseEntity<Map<String, Object>> get(
      @PathVariable UUID id, @RequestAttribute(Caller.ATTRIBUTE) Caller caller) {
    ReviewRound round = find(id, caller);
    Map<String, Object> view = summary(round);
    view.put("shown", round.shown());
    view.put("comments", desk.comments(id));
    view.put("refusals", desk.refusals(id));
    round.ending().ifPresent(ending -> view.put("ending", ending));
    return Etags.tagged(view);
  }

  private ReviewRound find(UUID id, Caller caller) {
    return desk.round(id)
        .filter(round -> sight.knowsOf(caller, round))
        .orElseThrow(() -> Rejected.notFound("review", id));
  }

  private static Map<String, Object> summary(ReviewRound round) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("id", round.id().toString());
    view.put("revision", round.revision());
    view.put("kind", round.subject().kind().name());
    view.put("subject", round.subject().id().toString());
    view.put("subjectDigest", round.subject().digest());
    view.put("shownDigest", round.shownDigest());
    view.put("title", round.shown().get("title"));
    view.put("authors", round.authors());
    view.put("seats", round.seats());
    view.put("openedAt", round.openedAt().toString());
    view.put("deadline", round.deadline().toString());
    view.put("verdict", round.verdict().map(Verdict::wireName).orElse("pending"));
    return view;
  }

  /** A decision; who decides is known from the token alone. */
  record DecisionBody(
      @Nullable String choice,
      @Nullable String comment,
      @Nullable String subjectDigest,
      @Nullable String shownDigest,
      @Nullable Integer revision) {}

  @Allowed(Role.REVIEWER)
  @PostMapping("/{id}/decisions")
  Map<String, Object> decide(
      @PathVariable UUID id,
      @RequestBody DecisionBody body,
      @RequestHeader(name = "User-Agent", defaultValue = "") String userAgent,
      @RequestAttribute(Caller.ATTRIBUTE) Caller caller) {
    Decision decision =
        new Decision(
            id,
            Optional.ofNullable(body.revision()),
            Optional.empty(),
            LinkedIdentity.directory(caller.id()),
            Choice.of(body.choice()),
            Optional.ofNullable(body.comment()).filter(text -> !text.isBlank()),
            String.valueOf(body.subjectDigest()),
            String.valueOf(body.shownDigest()),
            channel(userAgent),
            caller.signedInAt());
    return switch (desk.decide(decision)) {
      case DecisionResult.Accepted accepted ->
          Map.of(
              "person", accepted.person(),
              "verdict", accepted.verdict().map(Verdict::wireName).orElse("pending"));
      case DecisionResult.Refused refused -> throw rejected(refused);
    };
  }

  @Allowed(Role.REQUESTER)
  @PostMapping("/{id}/withdrawal")
  Map<String, Object> withdraw(
      @PathVariable UUID id,
      @RequestHeader(name = "User-Agent", defaultValue = "") String userAgent,
      @RequestAttribute(Caller.ATTRIBUTE) Caller caller) {
    find(id, caller);
    LinkedIdentity who = LinkedIdentity.directory(caller.id());
    return switch (desk.withdraw(id, who, channel(userAgent))) {
      case EndingResult.Ended ended -> Map.of("verdict", ended.verdict().wireName());
      case DecisionResult.Refused refused -> throw rejected(refused);
    };
  }

  /** A comment. */
  record CommentBody(@Nullable String text) {}

  @Allowed({Role.REQUESTER, Role.REVIEWER})
  @PostMapping("/{id}/comments")
  Map<String, Object> comment(
      @PathVariable UUID id,
      @RequestBody CommentBody words,
      @RequestAttribute(Caller.ATTRIBUTE) Caller caller) {
    find(id, caller);
    LinkedIdentity who = LinkedIdentity.directory(caller.id());
    String text = words.text() == null ? "" : words.text();
    return switch (desk.comment(id, who, text)) {
      case CommentResult.Kept kept ->
          Map.of("author", kept.comment().author(), "saidAt", kept.comment().saidAt().toString());
      case DecisionResult.Refused refused -> throw rejected(refused);
    };
  }

  static Channel channel(String userAgent) {
    return userAgent.startsWith("countersign-cli/") ? Channel.CLI : Channel.API;
  }

  private static Rejected rejected(DecisionResult.Refused refused) {
    return new Rejected(
        status(refused.reason()), refused.reason().name(), List.of(refused.message()));
  }

  private static HttpStatus status(DecisionResult.Reason reason) {
    return switch (reason) {
      case UNKNOWN_ROUND -> HttpStatus.NOT_FOUND;
      case ROUND_CLOSED,
          ROUND_EXPIRED,
          STALE_DIGEST,
          STALE_REVISION,
          ALREADY_VOTED,
          SOMEONE_STOOD_IN,
          SEAT_TAKEN ->
          HttpStatus.CONFLICT;
      case NO_CHOICE, REASON_REQUIRED, UNFIT_COMMENT -> HttpStatus.UNPROCESSABLE_CONTENT;
      case UNKNOWN_IDENTITY,
          DISABLED,
          AGENT,
          AUTHOR,
          NOT_AN_AUTHOR,
          NOT_ELIGIBLE,
          MORE_ASSURANCE,
          OLD_SIGN_IN ->
          HttpStatus.FORBIDDEN;
    };
  }
}
