package io.countersign.agents.internal;

import io.countersign.requests.ActionRecord;
import io.countersign.requests.RequestedAction.State;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** What tools answer: JSON as structure and as text, and errors that say what to do. */
@Component
class Results {

  private static final int POLL_AFTER = 30;

  private final JsonMapper json;

  Results(JsonMapper json) {
    this.json = json;
  }

  CallToolResult of(Object content) {
    String text = json.writeValueAsString(content);
    return CallToolResult.builder()
        .structuredContent(json.readValue(text, Map.class))
        .addTextContent(text)
        .isError(false)
        .build();
  }

  /** How an action stands, and what to do about it. */
  CallToolResult of(ActionRecord action) {
    Map<String, Object> content = new LinkedHashMap<>();
    content.put(Schemas.ACTION_ID, action.id());
    content.put("status", status(action.state()));
    content.put("final", action.state().isEnd());
    content.put("what_to_do", advice(action));
    if (!action.state().isSettled()) {
      content.put("poll_after_seconds", POLL_AFTER);
    }
    content.put("record", action);
    return of(content);
  }

  private static String status(State state) {
    return switch (state) {
      case REQUESTED, IN_REVIEW -> "pending";
      case ACTIVE -> "in_force";
      case DONE -> "done";
      case REVERTED -> "ended";
      case REFUSED -> "refused";
      case FAILED -> "failed";
    };
  }

  private static String advice(ActionRecord action) {
    return switch (action.state()) {
      case REQUESTED, IN_REVIEW ->
          "It waits for policy or people, which is normal and can take minutes to hours. Do NOT"
              + " request it again. Call wait_action with this action_id, or do other work and look"
              + " again in "
              + POLL_AFTER
              + " seconds. If you no longer need it, call withdraw_action.";
      case ACTIVE ->
          "It has happened and is in force"
              + (action.endsAt() == null ? "" : " until " + action.endsAt())
              + ". Use it now; call return_action as soon as you no longer need it.";
      case DONE -> "It has happened. The record's receipt says how. Nothing is left to do.";
      case REVERTED -> "It has happened and has been taken back. Ask anew if you need it again.";
      case REFUSED ->
          "It was not approved and has not happened. Do not ask for the same again unless"
              + " something changed; tell whoever you work for.";
      case FAILED ->
          "It was approved and could not be done; the record's fault says why. Ask anew once the"
              + " cause is gone, or tell whoever you work for.";
    };
  }

  /** It did not work, for these reasons; the model can do better. */
  CallToolResult error(List<String> sentences, String whatToDo) {
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("problems", sentences);
    content.put("what_to_do", whatToDo);
    return CallToolResult.builder()
        .addTextContent(json.writeValueAsString(content))
        .isError(true)
        .build();
  }

  CallToolResult notFound() {
    return error(
        List.of("There is no such action of yours."),
        "Use the action_id that request_action gave you, unchanged. If you lost it, call"
            + " request_action again with the same idempotency_key.");
  }
}
