package io.countersign.connectors.slack.fake;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A message as it stands.
 *
 * @param thread the message that it answers; empty for none
 * @param edits how often it was edited
 */
public record FakeMessage(
    String channel, String ts, String thread, String text, JsonArray blocks, int edits) {

  /** Everything that can be read in it. */
  public String words() {
    List<String> out = new ArrayList<>();
    collect(blocks, out);
    return String.join("\n", out);
  }

  /** The value of the button of this action, where there is one. */
  public Optional<String> button(String action) {
    return find(blocks, action).map(button -> button.get("value").getAsString());
  }

  static Optional<JsonObject> find(JsonElement element, String action) {
    if (element instanceof JsonArray array) {
      return array.asList().stream().flatMap(item -> find(item, action).stream()).findFirst();
    }
    if (element instanceof JsonObject object) {
      boolean hit = object.has("action_id") && object.get("action_id").getAsString().equals(action);
      return hit
          ? Optional.of(object)
          : object.asMap().values().stream()
              .flatMap(item -> find(item, action).stream())
              .findFirst();
    }
    return Optional.empty();
  }

  /** Gathers every text below an element. */
  public static void collect(JsonElement element, List<String> out) {
    if (element instanceof JsonArray array) {
      array.forEach(item -> collect(item, out));
    } else if (element instanceof JsonObject object) {
      if (object.has("text") && object.get("text").isJsonPrimitive()) {
        out.add(object.get("text").getAsString());
      }
      object.asMap().values().forEach(item -> collect(item, out));
    }
  }
}
