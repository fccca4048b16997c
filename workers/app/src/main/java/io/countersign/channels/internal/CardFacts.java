package io.countersign.channels.internal;

import io.countersign.identity.Directory;
import io.countersign.policy.Assurance;
import io.countersign.review.Choice;
import io.countersign.review.Ending;
import io.countersign.review.ReviewRound;
import io.countersign.review.Seat;
import io.countersign.review.Subject;
import io.countersign.review.Vote;
import io.countersign.spi.review.ReviewCard;
import io.countersign.spi.review.ReviewCard.Flow;
import io.countersign.spi.review.ReviewCard.Payload;
import io.countersign.spi.review.ReviewCard.Terms;
import io.countersign.spi.review.ReviewCard.What;
import io.countersign.spi.review.ReviewCard.Who;
import io.countersign.support.Digests;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/** Turns a round into what a card shows. Takes everything from what was sealed for reviewers. */
@Component
class CardFacts {

  private static final String PLAN = "masking.plan";
  private static final String FULL_ONLY =
      "a sample of the masked rows is shown in the full review only";

  private final SpokenNames names;
  private final Directory directory;
  private final ChannelsProperties properties;

  CardFacts(SpokenNames names, Directory directory, ChannelsProperties properties) {
    this.names = names;
    this.directory = directory;
    this.properties = properties;
  }

  /**
   * The card of a round.
   *
   * @param id what its buttons carry
   */
  ReviewCard card(ReviewRound round, String id) {
    Shown shown = Shown.of(round.shown());
    boolean plan = round.subject().kind() == Subject.Kind.MASKING_PLAN;
    Shown action = plan ? shown : shown.at("action");
    String effect = effect(round);
    return new ReviewCard(
        id,
        round.id().toString(),
        round.ending().map(ending -> ending(round, ending)),
        what(effect, shown, action, plan),
        who(action),
        flow(shown, action, plan),
        payload(shown, action, plan),
        terms(round, shown),
        action.text("reason"),
        properties.console("/reviews/" + round.id()),
        isForTheConsole(round)
            || Assurance.of(shown.at("policy").text("assurance")) != Assurance.CHAT);
  }

  /** Whether the operator wants more assurance for such effects than policy does. */
  boolean isForTheConsole(ReviewRound round) {
    return properties.consoleOnlyEffects().contains(effect(round));
  }

  private static String effect(ReviewRound round) {
    return round.subject().kind() == Subject.Kind.MASKING_PLAN
        ? PLAN
        : Shown.of(round.shown()).at("action").text("effect");
  }

  /** Names what a card says, whatever its buttons carry. */
  String digest(ReviewRound round) {
    return Digests.sha256(card(round, "").toString().getBytes(StandardCharsets.UTF_8));
  }

  private static What what(String effect, Shown shown, Shown action, boolean plan) {
    Map<String, String> reach = new TreeMap<>(shown.at("preview").at("reach").entries());
    long rows = plan ? number(shown, "rows") : number(action.at("data"), "rowCount");
    if (rows > 0) {
      reach.put("rows", String.format("%,d", rows));
    }
    if (!plan) {
      reach.put("trust in the target", action.at("traits").text("trust"));
    }
    List<String> warnings = new ArrayList<>(shown.at("preview").texts("warnings"));
    if (action.has("breakGlass")) {
      warnings.add("This ran, or is to run, as an emergency.");
    }
    return new What(
        effect,
        plan ? "before release" : action.text("environment"),
        shown.text("title"),
        reach,
        plan || "true".equals(shown.text("reversible")),
        action.at("traits").optional("window"),
        warnings);
  }

  private static long number(Shown shown, String key) {
    return shown.values().get(key) instanceof Number number ? number.longValue() : 0;
  }

  private Who who(Shown action) {
    String requester = action.text("requestedBy");
    return new Who(
        names.of(requester),
        directory.agent(requester).map(agent -> names.of(agent.owner())),
        action.optional("onBehalfOf").map(names::of),
        action.texts("modifiedBy").stream().map(names::of).toList());
  }

  private static Flow flow(Shown shown, Shown action, boolean plan) {
    List<String> in = new ArrayList<>();
    List<String> out = new ArrayList<>();
    if (plan) {
      in.add(shown.text("dataset"));
    } else if (action.has("input")) {
      in.add(action.at("input").text("dataset") + ", masked");
      out.add(String.join(", ", lines("", action.at("target"))));
    }
    Shown data = plan ? shown : action.at("data");
    for (Shown column : data.items("columns")) {
      in.add(column.text("name") + " (" + column.text("class") + "): " + column.text("treatment"));
    }
    if (shown.has("sample")) {
      out.add(FULL_ONLY);
    }
    return new Flow(in, out);
  }

  private static Payload payload(Shown shown, Shown action, boolean plan) {
    List<String> exact = new ArrayList<>(shown.at("preview").texts("exact"));
    if (plan) {
      exact.add("mask by the plan " + shown.text("planDigest"));
    } else {
      exact.addAll(lines("target.", action.at("target")));
      exact.addAll(lines("parameters.", action.at("parameters")));
    }
    return new Payload(exact, shown.at("preview").texts("revert"));
  }

  private static List<String> lines(String prefix, Shown values) {
    return values.entries().entrySet().stream()
        .map(entry -> prefix + entry.getKey() + " = " + entry.getValue())
        .toList();
  }

  private Terms terms(ReviewRound round, Shown shown) {
    long votes = round.seats().stream().filter(seat -> seat.vote().isPresent()).count();
    return new Terms(
        shown.at("policy").texts("why"),
        round.seats().stream().map(this::seat).toList(),
        (int) votes,
        round.seats().size(),
        Times.text(round.deadline()),
        round.subject().digest());
  }

  private String seat(Seat seat) {
    String groups =
        seat.escalatedTo().isEmpty()
            ? seat.group()
            : seat.group() + " or " + String.join(" or ", seat.escalatedTo());
    return groups + ": " + seat.vote().map(this::vote).orElse("open");
  }

  private String vote(Vote vote) {
    return (vote.choice() == Choice.APPROVE ? "approved by " : "denied by ")
        + names.of(vote.person())
        + vote.inPlaceOf().map(absent -> " in place of " + names.of(absent)).orElse("")
        + ", "
        + Times.text(vote.castAt());
  }

  private String ending(ReviewRound round, Ending ending) {
    String by = ending.by().map(person -> " by " + names.of(person)).orElse("");
    String at = " at " + Times.text(ending.at());
    return switch (ending.verdict()) {
      case APPROVED -> "Approved" + at + "; " + signatories(round) + " signed.";
      case DENIED -> "Denied" + by + at + ": " + reason(round);
      case EXPIRED -> "Expired" + at + ": nobody decided in time, which is a denial.";
      case WITHDRAWN -> "Withdrawn" + by + at + ".";
      case SUPERSEDED -> "Superseded" + at + ": a narrower request took its place.";
    };
  }

  private String signatories(ReviewRound round) {
    return String.join(
        " and ",
        round.seats().stream()
            .flatMap(seat -> seat.vote().stream())
            .map(vote -> names.of(vote.person()))
            .toList());
  }

  /** Where nobody denied it, people who had to sign lost what lets them. */
  private static String reason(ReviewRound round) {
    return round.seats().stream()
        .flatMap(seat -> seat.vote().stream())
        .filter(vote -> vote.choice() == Choice.DENY)
        .findFirst()
        .flatMap(Vote::comment)
        .orElse("people who had to sign no longer may.");
  }
}
