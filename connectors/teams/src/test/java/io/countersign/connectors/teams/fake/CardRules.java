package io.countersign.connectors.teams.fake;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What Teams takes of Adaptive Cards 1.5, as far as the app uses them. */
public final class CardRules {

  private static final Set<String> ELEMENTS = Set.of("RichTextBlock", "Container", "Input.Text");
  private static final Set<String> ACTIONS = Set.of("Action.Execute", "Action.OpenUrl");
  private static final Set<String> RUN =
      Set.of("type", "text", "size", "weight", "isSubtle", "fontType");
  private static final int MOST_ACTIONS = 6;
  private static final int MOST_REFRESHED = 60;

  private final List<String> problems = new ArrayList<>();

  private CardRules() {}

  /** What is wrong with a card; empty where nothing is. */
  public static List<String> of(Map<?, ?> card) {
    CardRules rules = new CardRules();
    rules.card(card);
    return rules.problems;
  }

  private void card(Map<?, ?> card) {
    check("AdaptiveCard".equals(card.get("type")), "no card");
    check("1.5".equals(card.get("version")), "version " + card.get("version"));
    list(card.get("body")).forEach(this::element);
    List<?> actions = list(card.get("actions"));
    check(actions.size() <= MOST_ACTIONS, "more than " + MOST_ACTIONS + " actions");
    actions.forEach(action -> action((Map<?, ?>) action));
    if (card.get("refresh") instanceof Map<?, ?> refresh) {
      action((Map<?, ?>) refresh.get("action"));
      check(list(refresh.get("userIds")).size() <= MOST_REFRESHED, "too many userIds");
    }
  }

  private void element(Object item) {
    Map<?, ?> element = (Map<?, ?>) item;
    check(ELEMENTS.contains(element.get("type")), "element " + element.get("type"));
    list(element.get("items")).forEach(this::element);
    for (Object inline : list(element.get("inlines"))) {
      Map<?, ?> run = (Map<?, ?>) inline;
      check("TextRun".equals(run.get("type")), "inline " + run.get("type"));
      check(RUN.containsAll(run.keySet()), "a run with " + run.keySet());
      String text = String.valueOf(run.get("text"));
      check(!text.isEmpty(), "an empty run");
      check(!text.matches("(?s).*\\{\\{\\s*[A-Za-z].*"), "a run that renderers rewrite: " + text);
    }
  }

  private void action(Map<?, ?> action) {
    check(ACTIONS.contains(action.get("type")), "action " + action.get("type"));
  }

  private static List<?> list(@Nullable Object value) {
    return value instanceof List<?> list ? list : List.of();
  }

  private void check(boolean good, String problem) {
    if (!good) {
      problems.add(problem);
    }
  }
}
