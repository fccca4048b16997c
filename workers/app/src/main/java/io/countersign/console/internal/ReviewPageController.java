package io.countersign.console.internal;

import io.countersign.access.Allowed;
import io.countersign.access.Caller;
import io.countersign.access.SignInAgain;
import io.countersign.identity.LinkedIdentity;
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
import io.countersign.spi.review.Visible;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The page of a review, and what people do there. Every decision goes to the desk as it came. */
@Controller
@RequestMapping("/reviews/{id}")
class ReviewPageController {

  private final ReviewDesk desk;
  private final ReviewPages pages;
  private final Sight sight;
  private final SignInAgain signIns;

  ReviewPageController(ReviewDesk desk, ReviewPages pages, Sight sight, SignInAgain signIns) {
    this.signIns = signIns;
    this.desk = desk;
    this.pages = pages;
    this.sight = sight;
  }

  @Allowed({Role.REQUESTER, Role.REVIEWER, Role.AUDITOR, Role.OPERATOR})
  @GetMapping
  String show(
      @PathVariable UUID id,
      @RequestAttribute(Caller.ATTRIBUTE) Caller caller,
      HttpServletRequest request,
      Model model) {
    model.addAttribute("page", pages.of(find(id, caller), caller));
    model.addAttribute("written", Draft.of(request, id, caller));
    return "console/review";
  }

  /** Has people sign in again, and leads them back here with what they wrote. */
  @Allowed(Role.REVIEWER)
  @PostMapping("/sign-in")
  String signIn(
      @PathVariable UUID id,
      @RequestParam(defaultValue = "") String comment,
      @RequestAttribute(Caller.ATTRIBUTE) Caller caller,
      HttpServletRequest request) {
    find(id, caller);
    Draft.keep(request, id, caller, comment);
    return "redirect:" + signIns.begin(request, "/reviews/" + id).orElse("/reviews/" + id);
  }

  @Allowed(Role.REVIEWER)
  @PostMapping("/decision")
  String decide(
      @PathVariable UUID id,
      @RequestParam(defaultValue = "") String choice,
      @RequestParam(defaultValue = "") String comment,
      @RequestParam(defaultValue = "") String subjectDigest,
      @RequestParam(defaultValue = "") String shownDigest,
      @RequestAttribute(Caller.ATTRIBUTE) Caller caller,
      HttpServletRequest request,
      Model model,
      RedirectAttributes flash,
      HttpServletResponse response) {
    Decision decision =
        new Decision(
            id,
            Optional.empty(),
            Optional.empty(),
            who(caller),
            Choice.of(choice),
            Optional.of(comment).filter(words -> !words.isBlank()),
            subjectDigest,
            shownDigest,
            Channel.CONSOLE,
            caller.signedInAt());
    find(id, caller);
    return switch (desk.decide(decision)) {
      case DecisionResult.Accepted accepted -> {
        Draft.forget(request);
        flash.addFlashAttribute("done", done(decision, accepted));
        yield "redirect:/reviews/" + id;
      }
      case DecisionResult.Refused(DecisionResult.Reason reason, String why)
          when reason == DecisionResult.Reason.OLD_SIGN_IN ->
          signIn(id, comment, caller, request);
      case DecisionResult.Refused refused ->
          refused(id, "Your decision did not count.", refused, comment, caller, model, response);
    };
  }

  private static String done(Decision decision, DecisionResult.Accepted accepted) {
    String said =
        decision.choice().equals(Optional.of(Choice.APPROVE))
            ? "You approved it, and your signature counts. "
            : "You denied it. ";
    return said
        + accepted
            .verdict()
            .map(verdict -> "The review has ended: " + verdict.wireName() + ".")
            .orElse("It takes further signatures.");
  }

  @Allowed({Role.REQUESTER, Role.REVIEWER})
  @PostMapping("/comments")
  String comment(
      @PathVariable UUID id,
      @RequestParam(defaultValue = "") String comment,
      @RequestAttribute(Caller.ATTRIBUTE) Caller caller,
      Model model,
      RedirectAttributes flash,
      HttpServletResponse response) {
    find(id, caller);
    return switch (desk.comment(id, who(caller), comment)) {
      case CommentResult.Kept kept -> {
        flash.addFlashAttribute("done", "Your comment stands beside the review.");
        yield "redirect:/reviews/" + id;
      }
      case DecisionResult.Refused refused ->
          refused(id, "Your comment was not kept.", refused, comment, caller, model, response);
    };
  }

  @Allowed(Role.REQUESTER)
  @PostMapping("/withdrawal")
  String withdraw(
      @PathVariable UUID id,
      @RequestAttribute(Caller.ATTRIBUTE) Caller caller,
      Model model,
      RedirectAttributes flash,
      HttpServletResponse response) {
    find(id, caller);
    return switch (desk.withdraw(id, who(caller), Channel.CONSOLE)) {
      case EndingResult.Ended ended -> {
        flash.addFlashAttribute(
            "done",
            ended.verdict() == Verdict.WITHDRAWN
                ? "You took it back. It does not run."
                : "The review has ended: " + ended.verdict().wireName() + ".");
        yield "redirect:/reviews/" + id;
      }
      case DecisionResult.Refused refused ->
          refused(id, "It was not taken back.", refused, "", caller, model, response);
    };
  }

  /** The page as it is now, with what was wrong, and nothing that was written lost. */
  private String refused(
      UUID id,
      String headline,
      DecisionResult.Refused refused,
      String comment,
      Caller caller,
      Model model,
      HttpServletResponse response) {
    response.setStatus(status(refused.reason()).value());
    model.addAttribute("page", pages.of(find(id, caller), caller));
    model.addAttribute("headline", headline);
    model.addAttribute("problem", Visible.line(refused.message()));
    model.addAttribute("written", comment);
    return "console/review";
  }

  /** What the reader may not know of is answered like what is not there. */
  private ReviewRound find(UUID id, Caller caller) {
    return desk.round(id)
        .filter(round -> sight.knowsOf(caller, round))
        .orElseThrow(() -> new NotThere("review", id));
  }

  private static LinkedIdentity who(Caller caller) {
    return LinkedIdentity.directory(caller.id());
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
