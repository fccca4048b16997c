package io.countersign.connectors.slack.fake;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Slack's limits on blocks, as documented. Counts characters as Slack does, escaped ones as such.
 */
public final class BlockRules {

  private static final Map<String, Integer> TEXT =
      Map.of("header", 150, "section", 3_000, "button", 75, "input", 2_000);

  private final List<String> problems = new ArrayList<>();
  private final Set<String> blockIds = new HashSet<>();
  private final Set<String> actionIds = new HashSet<>();

  private BlockRules() {}

  /** What is wrong with the blocks of a message; empty where nothing is. */
  public static List<String> ofMessage(JsonArray blocks) {
    BlockRules rules = new BlockRules();
    rules.blocks(blocks, 50);
    return rules.problems;
  }

  /** What is wrong with a view. */
  public static List<String> ofView(JsonObject view) {
    BlockRules rules = new BlockRules();
    rules.blocks(view.getAsJsonArray("blocks"), 100);
    if (!view.get("type").getAsString().equals("home")) {
      rules.text("title", view.getAsJsonObject("title"), 24);
      if (view.has("submit")) {
        rules.text("submit", view.getAsJsonObject("submit"), 24);
      }
    }
    if (view.has("private_metadata")) {
      rules.most("private_metadata", view.get("private_metadata").getAsString(), 3_000);
    }
    return rules.problems;
  }

  private void blocks(JsonArray blocks, int most) {
    if (blocks == null || blocks.size() > most) {
      problems.add("more than " + most + " blocks, or none");
      return;
    }
    blocks.forEach(block -> block(block.getAsJsonObject()));
  }

  private void block(JsonObject block) {
    String type = block.get("type").getAsString();
    if (block.has("block_id")) {
      String id = block.get("block_id").getAsString();
      most("block_id", id, 255);
      if (!blockIds.add(id)) {
        problems.add("block_id twice: " + id);
      }
    }
    switch (type) {
      case "header" -> plain(type, block.getAsJsonObject("text"), TEXT.get(type));
      case "section" -> text(type, block.getAsJsonObject("text"), TEXT.get(type));
      case "context" -> {
        if (block.getAsJsonArray("elements").size() > 10) {
          problems.add("context of more than 10 elements");
        }
        block.getAsJsonArray("elements").forEach(e -> text(type, e.getAsJsonObject(), 2_000));
      }
      case "actions" -> {
        if (block.getAsJsonArray("elements").size() > 25) {
          problems.add("more than 25 actions");
        }
        block.getAsJsonArray("elements").forEach(e -> button(e.getAsJsonObject()));
      }
      case "rich_text" -> rich(block);
      case "input" -> {
        plain(type, block.getAsJsonObject("label"), TEXT.get(type));
        JsonElement longest = block.getAsJsonObject("element").get("max_length");
        if (longest != null && longest.getAsInt() > 3_000) {
          problems.add("max_length over 3000");
        }
      }
      default -> problems.add("unknown block " + type);
    }
  }

  private void rich(JsonObject block) {
    List<String> words = new ArrayList<>();
    FakeMessage.collect(block, words);
    if (words.isEmpty()) {
      problems.add("empty rich_text");
    }
    words.forEach(text -> most("rich_text", text, 4_000));
  }

  private void button(JsonObject button) {
    plain("button", button.getAsJsonObject("text"), 75);
    String action = button.get("action_id").getAsString();
    most("action_id", action, 255);
    if (!actionIds.add(action)) {
      problems.add("action_id twice: " + action);
    }
    if (button.has("value")) {
      most("value", button.get("value").getAsString(), 2_000);
    }
    if (button.has("url")) {
      most("url", button.get("url").getAsString(), 3_000);
    }
  }

  private void plain(String where, JsonObject text, int most) {
    if (!text.get("type").getAsString().equals("plain_text")) {
      problems.add(where + " takes plain_text only");
    }
    text(where, text, most);
  }

  private void text(String where, JsonObject text, int most) {
    String words = text.get("text").getAsString();
    if (words.isEmpty()) {
      problems.add(where + " is empty");
    }
    most(where, words, most);
  }

  private void most(String where, String text, int most) {
    int length = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").length();
    if (length > most) {
      problems.add(where + " has " + length + " characters of " + most);
    }
  }
}
