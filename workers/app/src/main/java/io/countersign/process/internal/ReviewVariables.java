package io.countersign.process.internal;

import io.countersign.identity.Directory;
import io.countersign.identity.Person;
import io.countersign.identity.Resolution;
import io.countersign.review.ReviewRound;
import io.countersign.review.Seat;
import io.countersign.review.Subject;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * A round as process variables: what timers, task assignment and forms need. Digests, counts and
 * classes only; samples of masked values stay in the database.
 */
@Component
class ReviewVariables {

  private final Directory directory;

  ReviewVariables(Directory directory) {
    this.directory = directory;
  }

  Map<String, Object> of(ReviewRound round) {
    Duration open = Duration.between(round.openedAt(), round.deadline());
    Map<String, Object> review = new LinkedHashMap<>();
    review.put("id", round.id().toString());
    review.put("deadline", time(round.deadline()));
    review.put("remindAt", time(round.openedAt().plus(open.dividedBy(2))));
    review.put("escalateAt", time(round.openedAt().plus(open.multipliedBy(3).dividedBy(4))));
    review.put("seats", round.seats().stream().map(this::of).toList());
    review.put("card", card(round));
    return review;
  }

  Map<String, Object> of(Seat seat) {
    return Map.of(
        "id", seat.id().toString(), "group", seat.group(), "candidates", candidates(seat));
  }

  /** Who may fill a seat, in their own place or another's, as the engine knows them. */
  List<String> candidates(Seat seat) {
    return Stream.concat(
            seat.candidates().stream(), seat.standIns().stream().map(Seat.StandIn::person))
        .map(this::engineName)
        .distinct()
        .toList();
  }

  private String engineName(String personId) {
    return directory.resolve(personId) instanceof Resolution.Known known
        ? TaskCompleter.engineName(known.person())
        : personId;
  }

  private Map<String, Object> card(ReviewRound round) {
    Map<String, Object> shown = round.shown();
    boolean isAction = round.subject().kind() == Subject.Kind.ACTION;
    Map<?, ?> action = isAction ? map(shown.get("action")) : shown;
    Map<?, ?> data = isAction ? map(action.get("data")) : shown;
    Map<String, Object> card = new LinkedHashMap<>();
    card.put("title", shown.get("title"));
    card.put("requester", name(String.valueOf(action.get("requestedBy"))));
    card.put("onBehalfOf", action.get("onBehalfOf"));
    card.put("reason", action.get("reason"));
    card.put("effect", isAction ? action.get("effect") : "masking plan");
    card.put("target", isAction ? map(action.get("target")).get("path") : shown.get("dataset"));
    card.put("environment", action.get("environment"));
    card.put("rows", isAction ? data.get("rowCount") : shown.get("rows"));
    card.put("columns", data.get("columns"));
    card.put("reversible", Boolean.TRUE.equals(shown.get("reversible")));
    card.put("policy", isAction ? map(shown.get("policy")).get("why") : planReason(shown));
    card.put("deadline", time(round.deadline()));
    card.put("actionDigest", round.subject().digest());
    card.put("shownDigest", round.shownDigest());
    return card;
  }

  private static List<String> planReason(Map<String, Object> shown) {
    return List.of(
        "The masking policy wants a person to look: confidence "
            + shown.get("confidence")
            + ", uncertain columns "
            + shown.get("lowConfidenceColumns")
            + ", identifier columns left in clear "
            + shown.get("waivers")
            + ".");
  }

  private String name(String id) {
    return switch (directory.resolve(id)) {
      case Resolution.Known(Person person) -> person.name() + " (" + id + ")";
      case Resolution.IsAgent agent -> agent.agent().name() + " (agent " + id + ")";
      default -> id;
    };
  }

  private static Map<?, ?> map(@Nullable Object value) {
    return value instanceof Map<?, ?> map ? map : Map.of();
  }

  /** FEEL reads a time only with its zone, and with at most milliseconds. */
  static String time(Instant instant) {
    return instant.truncatedTo(ChronoUnit.MILLIS).atOffset(ZoneOffset.UTC).toString();
  }
}
