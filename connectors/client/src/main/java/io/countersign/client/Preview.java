package io.countersign.client;

import java.util.List;

/**
 * What would come of asking, at that moment.
 *
 * @param title what would happen, in one sentence
 * @param exact what would be done, word for word
 * @param warnings what whoever signs must not miss
 * @param ruling {@code permitted}, {@code review} or {@code refused}
 * @param why one sentence per rule
 */
public record Preview(
    String title, List<String> exact, List<String> warnings, String ruling, List<String> why) {

  static Preview of(Fields json) {
    return new Preview(
        json.textOrEmpty("title"),
        json.object("preview").texts("exact"),
        json.object("preview").texts("warnings"),
        json.textOrEmpty("ruling"),
        json.texts("why"));
  }
}
