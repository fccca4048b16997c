package io.countersign.connectors.teams.fake;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A message as it stands.
 *
 * @param thread the message that it answers; empty for none
 * @param card empty for plain words
 * @param edits how often it was edited
 */
public record FakeMessage(
    String conversation,
    String id,
    String thread,
    String text,
    Map<String, Object> card,
    int edits) {

  /** Everything that can be read in it. */
  public String words() {
    return card.isEmpty() ? text : textOf(card);
  }

  /** Everything that can be read on a card, a line for each element, as people see it. */
  public static String textOf(Object card) {
    List<String> lines = new ArrayList<>();
    collect(card, lines);
    return String.join("\n", lines).replace('\u00a0', ' ');
  }

  private static void collect(Object element, List<String> lines) {
    if (element instanceof List<?> list) {
      list.forEach(item -> collect(item, lines));
    } else if (element instanceof Map<?, ?> map) {
      if ("RichTextBlock".equals(map.get("type"))) {
        StringBuilder line = new StringBuilder();
        ((List<?>) map.get("inlines")).forEach(run -> line.append(((Map<?, ?>) run).get("text")));
        lines.add(line.toString());
        return;
      }
      for (String name : new String[] {"text", "title", "label"}) {
        if (map.get(name) instanceof String text) {
          lines.add(text);
        }
      }
      for (String name : new String[] {"body", "items", "actions"}) {
        collect(map.get(name), lines);
      }
    }
  }

  /** The action of this verb on a card, where there is one. */
  public static Optional<Map<?, ?>> action(Object element, String verb) {
    if (element instanceof List<?> list) {
      return list.stream().flatMap(item -> action(item, verb).stream()).findFirst();
    }
    if (element instanceof Map<?, ?> map) {
      if (verb.equals(map.get("verb"))) {
        return Optional.of(map);
      }
      return map.values().stream().flatMap(item -> action(item, verb).stream()).findFirst();
    }
    return Optional.empty();
  }

  /** Who this card's clients refresh it for. */
  List<?> refreshed() {
    return card.get("refresh") instanceof Map<?, ?> refresh
            && refresh.get("userIds") instanceof List<?> users
        ? users
        : List.of();
  }
}
