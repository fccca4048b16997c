package io.countersign.agents.internal;

import io.countersign.access.Caller;
import io.countersign.execution.EffectInfo;
import io.countersign.identity.LinkedIdentity;
import io.countersign.policy.Pins;
import io.countersign.policy.Policy;
import io.countersign.policy.Ruling;
import io.countersign.requests.Ask;
import io.countersign.requests.AskResult;
import io.countersign.requests.PreviewResult;
import io.countersign.requests.RequestDesk;
import io.countersign.requests.RequestedAction;
import io.countersign.requests.StopResult;
import io.countersign.review.Channel;
import io.countersign.spi.EffectSchema;
import io.countersign.support.Waiting;
import io.modelcontextprotocol.server.McpStatelessServerFeatures.SyncToolSpecification;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** What each tool does. {@link ToolList} says how models are told of it. */
@Component
class AgentTools {

  private static final String CORRECT_IT =
      "Correct what is named and call again. list_effects says what each effect takes.";

  private final RequestDesk requests;
  private final Policy policy;
  private final Pins pins;
  private final Handles handles;
  private final Waiting waiting;
  private final Results results;

  AgentTools(
      RequestDesk requests,
      Policy policy,
      Pins pins,
      Handles handles,
      Waiting waiting,
      Results results) {
    this.requests = requests;
    this.policy = policy;
    this.pins = pins;
    this.handles = handles;
    this.waiting = waiting;
    this.results = results;
  }

  List<SyncToolSpecification> all() {
    return ToolList.of(this);
  }

  CallToolResult listEffects(String caller, Map<String, Object> arguments) {
    return results.of(
        Map.of(
            "effects",
            requests.effects().stream()
                .filter(effect -> !effect.schema().reads())
                .map(AgentTools::view)
                .toList(),
            "note",
            "Datasets are released through the REST API: POST /api/v1/releases."));
  }

  private static Map<String, Object> view(EffectInfo effect) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("effect", effect.type());
    view.put("target", effect.schema().target().stream().map(AgentTools::view).toList());
    view.put("parameters", effect.schema().parameters().stream().map(AgentTools::view).toList());
    return view;
  }

  private static Map<String, Object> view(EffectSchema.Field field) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("name", field.name());
    view.put("required", field.required());
    field.format().ifPresent(format -> view.put("pattern", format.toString()));
    view.put("description", field.description());
    return view;
  }

  CallToolResult previewAction(String caller, Map<String, Object> arguments) {
    return switch (requests.preview(AskReader.read(caller, arguments))) {
      case PreviewResult.Rejected rejected -> results.error(rejected.problems(), CORRECT_IT);
      case PreviewResult.Possible possible -> {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("title", possible.title());
        content.put("reversible", possible.traits().reversible());
        content.put("exact", possible.preview().exact());
        content.put("revert", possible.preview().revert());
        content.put("reach", possible.preview().reach());
        content.put("warnings", possible.preview().warnings());
        content.put("policy", view(possible.ruling()));
        content.put(
            "what_to_do",
            possible.ruling() instanceof Ruling.Refused
                ? "Policy would refuse it. Do not request it as it is; 'why' says what to change."
                : "Nothing was requested yet. Call request_action with the same arguments.");
        yield results.of(content);
      }
    };
  }

  private static Map<String, Object> view(Ruling ruling) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put(
        "ruling",
        switch (ruling) {
          case Ruling.Permitted permitted -> "permitted";
          case Ruling.NeedsReview review -> "review";
          case Ruling.Refused refused -> "refused";
        });
    if (ruling instanceof Ruling.NeedsReview review) {
      view.put("signatures", review.requirements());
    }
    view.put("why", ruling.basis().why());
    view.put("rules", ruling.basis().rules());
    view.put("controls", ruling.basis().controls());
    view.put("decision_table", ruling.basis().decisionId() + " v" + ruling.basis().version());
    return view;
  }

  CallToolResult requestAction(String caller, Map<String, Object> arguments) {
    Ask ask = AskReader.read(caller, arguments);
    Optional<String> key = AskReader.text(arguments, "idempotency_key");
    AskResult result = key.isPresent() ? requests.ask(ask, key.get()) : requests.ask(ask);
    return switch (result) {
      case AskResult.Accepted accepted -> results.of(requests.record(accepted.action()));
      case AskResult.Rejected rejected -> results.error(rejected.problems(), CORRECT_IT);
    };
  }

  CallToolResult getAction(String caller, Map<String, Object> arguments) {
    return find(caller, arguments).map(this::standing).orElseGet(results::notFound);
  }

  CallToolResult waitAction(String caller, Map<String, Object> arguments) {
    Duration patience =
        arguments.get("seconds") instanceof Number seconds
            ? Duration.ofSeconds(Math.clamp(seconds.longValue(), 1, Waiting.LONGEST.toSeconds()))
            : Waiting.LONGEST;
    find(caller, arguments)
        .ifPresent(
            found ->
                waiting.until(
                    caller,
                    patience,
                    () -> requests.isSettled(found.action().id()),
                    settled -> settled));
    return getAction(caller, arguments);
  }

  CallToolResult withdrawAction(String caller, Map<String, Object> arguments) {
    return find(caller, arguments)
        .map(
            action ->
                stopped(
                    caller,
                    arguments,
                    requests.withdraw(
                        action.action().id(), LinkedIdentity.directory(caller), Channel.MCP)))
        .orElseGet(results::notFound);
  }

  CallToolResult returnAction(String caller, Map<String, Object> arguments) {
    return find(caller, arguments)
        .map(
            action ->
                stopped(
                    caller,
                    arguments,
                    requests.giveBack(action.action().id(), LinkedIdentity.directory(caller))))
        .orElseGet(results::notFound);
  }

  private CallToolResult stopped(String caller, Map<String, Object> arguments, StopResult result) {
    return switch (result) {
      case StopResult.Stopped stopped -> getAction(caller, arguments);
      case StopResult.TooLate late ->
          results.error(List.of(late.why()), "Call get_action to see how it stands.");
      case StopResult.NotAllowed not ->
          results.error(List.of(not.why()), "Tell whoever you work for.");
    };
  }

  CallToolResult explainPolicy(String caller, Map<String, Object> arguments) {
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("policy_version", pins.version());
    if (AskReader.text(arguments, Schemas.ACTION_ID).isEmpty()) {
      content.put(
          "what_to_do",
          "Every matching rule of the decision table counts, any refusal wins, and no match is a"
              + " refusal. Call preview_action to see what policy says of one action before you"
              + " request it.");
      return results.of(content);
    }
    Optional<RequestedAction> action = find(caller, arguments);
    if (action.isEmpty()) {
      return results.notFound();
    }
    content.put(
        "policy",
        policy
            .ruling(action.get().action().id())
            .map(AgentTools::view)
            .orElseGet(() -> Map.of("ruling", "none yet")));
    return results.of(content);
  }

  private CallToolResult standing(RequestedAction action) {
    return results.of(requests.record(action));
  }

  private Optional<RequestedAction> find(String caller, Map<String, Object> arguments) {
    return AskReader.text(arguments, Schemas.ACTION_ID)
        .flatMap(handle -> handles.find(caller, handle));
  }

  /**
   * Does what a tool does; what the model got wrong, or what is too much, comes back as an error.
   */
  CallToolResult guarded(Tool tool, Caller caller, Map<String, Object> arguments) {
    Optional<String> effect = AskReader.text(arguments, "effect");
    if (effect.isPresent() && !caller.mayRequest(effect.get())) {
      return results.error(
          List.of("Your token is not for the effect '" + effect.get() + "'."),
          "Request it with a token of the scope '" + Caller.scopeFor(effect.get()) + "'.");
    }
    try {
      return tool.call(caller.id(), arguments);
    } catch (IllegalArgumentException e) {
      return results.error(List.of(String.valueOf(e.getMessage())), CORRECT_IT);
    } catch (Waiting.TooMany e) {
      return results.error(
          List.of(String.valueOf(e.getMessage())), "Wait for one of them to answer, then go on.");
    }
  }

  /** One tool. */
  @FunctionalInterface
  interface Tool {
    CallToolResult call(String caller, Map<String, Object> arguments);
  }
}
