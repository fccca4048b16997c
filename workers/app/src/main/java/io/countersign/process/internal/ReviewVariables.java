package io.countersign.process.internal;

import io.countersign.identity.Directory;
import io.countersign.identity.Person;
import io.countersign.identity.Resolution;
import io.countersign.review.ReviewRound;
import io.countersign.review.Seat;
import io.countersign.review.Subject;
import io.countersign.support.CanonicalJson;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * A round as process variables: what timers, task assignment and forms need. Digests, counts and
 * classes only; samples of masked values stay in the database.
 */
@Component
class ReviewVariables {

  /** Names, numbers and durations. Whatever else a parameter holds could be data. */
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._:/+-]{1,80}");

  private static final int LONGEST_TARGET = 256;

  private final Directory directory;
  private final String address;

  ReviewVariables(
      Directory directory, @Value("${countersign.web.url:http://127.0.0.1:8686}") String address) {
    this.directory = directory;
    this.address = address.replaceFirst("/+$", "");
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
    card.put("target", isAction ? target(map(action.get("target"))) : shown.get("dataset"));
    card.put("details", isAction ? details(action) : List.of());
    card.put("environment", action.get("environment"));
    card.put("rows", isAction ? data.get("rowCount") : shown.get("rows"));
    card.put("columns", data.get("columns"));
    card.put("reversible", Boolean.TRUE.equals(shown.get("reversible")));
    card.put("policy", isAction ? map(shown.get("policy")).get("why") : planReason(shown));
    card.put("deadline", time(round.deadline()));
    card.put("actionDigest", round.subject().digest());
    card.put("shownDigest", round.shownDigest());
    card.put("link", address + "/reviews/" + round.id());
    return card;
  }

  /** Where a file goes, its path says; of anything else every field counts. */
  private static String target(Map<?, ?> target) {
    Object path = target.get("path");
    return path != null
        ? path.toString()
        : fields(target, text -> text.length() <= LONGEST_TARGET).stream()
            .map(field -> field.get("name") + " " + field.get("value"))
            .collect(Collectors.joining(", "));
  }

  private static List<Map<String, String>> details(Map<?, ?> action) {
    List<Map<String, String>> all = new ArrayList<>();
    all.addAll(fields(map(action.get("target")), text -> text.length() <= LONGEST_TARGET));
    all.addAll(fields(map(action.get("parameters")), text -> TOKEN.matcher(text).matches()));
    return all;
  }

  /** By name; what could hold data as its digest. */
  private static List<Map<String, String>> fields(Map<?, ?> fields, Predicate<String> harmless) {
    Map<String, String> sorted = new TreeMap<>();
    fields.forEach((name, value) -> sorted.put(String.valueOf(name), String.valueOf(value)));
    return sorted.entrySet().stream()
        .map(
            field ->
                Map.of(
                    "name",
                    field.getKey(),
                    "value",
                    harmless.test(field.getValue())
                        ? field.getValue()
                        : CanonicalJson.digest(field.getValue())))
        .toList();
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
