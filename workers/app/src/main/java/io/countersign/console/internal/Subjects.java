package io.countersign.console.internal;

import io.countersign.review.ReviewRound;
import io.countersign.review.Subject;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/** What a review is about, in the words that the inbox and the page of the action share. */
@Component
class Subjects {

  private static final String PLAN = "masking.plan";

  private final DisplayNames names;

  Subjects(DisplayNames names) {
    this.names = names;
  }

  /**
   * What would happen.
   *
   * @param title in a sentence
   * @param effect its type
   * @param environment where it acts
   * @param target where it lands, by name
   * @param parameters how, by name
   * @param reach how much of the world it touches, by name
   * @param marks what makes it risky, in a few words each
   * @param requester who asks, and who answers for them
   * @param onBehalfOf for whom; empty for themselves
   * @param modifiedBy who changed it
   * @param reason in the requester's words
   */
  record What(
      String title,
      String effect,
      String environment,
      Map<String, String> target,
      Map<String, String> parameters,
      Map<String, String> reach,
      List<String> marks,
      String requester,
      String onBehalfOf,
      List<String> modifiedBy,
      String reason) {

    /** Where it lands, on one line. */
    public String destination() {
      return String.join(", ", target.values());
    }

    /** How far it reaches, on one line. */
    public String blastRadius() {
      return String.join(
          " · ",
          reach.entrySet().stream().map(one -> one.getValue() + " " + one.getKey()).toList());
    }
  }

  What of(ReviewRound round) {
    boolean plan = round.subject().kind() == Subject.Kind.MASKING_PLAN;
    Sealed shown = Sealed.of(round.shown());
    Sealed action = plan ? shown : shown.at("action");
    return new What(
        shown.text("title"),
        plan ? PLAN : action.text("effect"),
        plan ? "before release" : action.text("environment"),
        plan ? Map.of("dataset", shown.text("dataset")) : action.at("target").entries(),
        plan ? Map.of("masking plan", shown.text("planDigest")) : action.at("parameters").entries(),
        reach(shown, action, plan),
        marks(shown, action, plan),
        names.withOwner(action.text("requestedBy")),
        action.optional("onBehalfOf").map(names::of).orElse(""),
        action.texts("modifiedBy").stream().map(names::of).toList(),
        action.text("reason"));
  }

  private static Map<String, String> reach(Sealed shown, Sealed action, boolean plan) {
    Map<String, String> reach = new TreeMap<>(shown.at("preview").at("reach").entries());
    long rows = plan ? shown.count("rows") : action.at("data").count("rowCount");
    if (rows > 0) {
      reach.put("rows", String.format("%,d", rows));
    }
    action
        .at("traits")
        .optional("window")
        .ifPresent(window -> reach.put("in force", length(window)));
    return reach;
  }

  private static String length(String window) {
    try {
      return Moment.length(Duration.parse(window));
    } catch (DateTimeParseException e) {
      return window;
    }
  }

  private static List<String> marks(Sealed shown, Sealed action, boolean plan) {
    List<String> marks = new ArrayList<>();
    if (action.is("breakGlass")) {
      marks.add("emergency");
    }
    if (!plan && !shown.is("reversible")) {
      marks.add("cannot be undone");
    }
    String trust = action.at("traits").text("trust");
    if (!plan && !trust.isEmpty() && !trust.equals("internal")) {
      marks.add("target: " + trust);
    }
    Sealed data = plan ? shown : action.at("data");
    if (data.count("waivers") > 0) {
      marks.add("identifiers in clear");
    }
    if (data.text("residualRisk").equals("high")) {
      marks.add("high residual risk");
    }
    if (plan && !shown.texts("lowConfidenceColumns").isEmpty()) {
      marks.add("unsure columns");
    }
    return marks;
  }
}
