package io.countersign.agents.internal;

import io.countersign.support.Waiting;
import io.modelcontextprotocol.server.McpStatelessServerFeatures.SyncToolSpecification;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.ToolAnnotations;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The tools as models see them: names, descriptions, schemas. No tool decides. */
final class ToolList {

  private static final int LONGEST_WAIT = (int) Waiting.LONGEST.toSeconds();

  private ToolList() {}

  static List<SyncToolSpecification> of(AgentTools tools) {
    return List.of(
        tool(
            tools,
            reading("list_effects", "What can be requested")
                .description(
                    "Lists every kind of privileged action (effect) that you can request, with the"
                        + " exact names of its target fields and parameters. Call this first.")
                .inputSchema(Schemas.nothing()),
            tools::listEffects),
        tool(
            tools,
            reading("preview_action", "Preview an action")
                .description(
                    "Shows exactly what an action would do and what policy would say (permitted,"
                        + " review by how many people of which group, or refused), without"
                        + " requesting it. Changes nothing, bothers nobody.")
                .inputSchema(Schemas.ask(false)),
            tools::previewAction),
        tool(
            tools,
            acting("request_action", "Request an action", true)
                .description(
                    "Requests a privileged action. Policy decides, and usually people have to sign"
                        + " before it runs, so the normal answer is status \"pending\" with an"
                        + " action_id: then call wait_action. Never request the same again while it"
                        + " is pending; you would get the same action. It runs by itself once it is"
                        + " signed.")
                .inputSchema(Schemas.ask(true))
                .outputSchema(Schemas.standing()),
            tools::requestAction),
        tool(
            tools,
            reading("get_action", "How an action stands")
                .description("Says at once how one of your actions stands.")
                .inputSchema(Schemas.handle())
                .outputSchema(Schemas.standing()),
            tools::getAction),
        tool(
            tools,
            reading("wait_action", "Wait for an action")
                .description(
                    "Waits up to "
                        + LONGEST_WAIT
                        + " seconds until one of your actions has run or will not. Still"
                        + " \"pending\" afterwards is normal: call it again, or come back later.")
                .inputSchema(Schemas.wait(LONGEST_WAIT))
                .outputSchema(Schemas.standing()),
            tools::waitAction),
        tool(
            tools,
            acting("withdraw_action", "Withdraw an action", false)
                .description(
                    "Takes back one of your requests before it has run. Use it when you no longer"
                        + " need the action.")
                .inputSchema(Schemas.handle())
                .outputSchema(Schemas.standing()),
            tools::withdrawAction),
        tool(
            tools,
            acting("return_action", "Give a permission back", false)
                .description(
                    "Ends one of your temporary actions (status \"in_force\") before its time is"
                        + " over. Call it as soon as you no longer need the permission.")
                .inputSchema(Schemas.handle())
                .outputSchema(Schemas.standing()),
            tools::returnAction),
        tool(
            tools,
            reading("explain_policy", "Why policy said so")
                .description(
                    "Explains what policy said of one of your actions: which rules, why, and whose"
                        + " signatures it takes. Without an action_id: which policy is in force.")
                .inputSchema(Schemas.maybeHandle()),
            tools::explainPolicy));
  }

  private static McpSchema.Tool.Builder reading(String name, String title) {
    return McpSchema.Tool.builder(name)
        .title(title)
        .annotations(
            ToolAnnotations.builder()
                .title(title)
                .readOnlyHint(true)
                .idempotentHint(true)
                .openWorldHint(false)
                .build());
  }

  private static McpSchema.Tool.Builder acting(String name, String title, boolean openWorld) {
    return McpSchema.Tool.builder(name)
        .title(title)
        .annotations(
            ToolAnnotations.builder()
                .title(title)
                .readOnlyHint(false)
                .destructiveHint(openWorld)
                .idempotentHint(true)
                .openWorldHint(openWorld)
                .build());
  }

  private static SyncToolSpecification tool(
      AgentTools tools, McpSchema.Tool.Builder description, AgentTools.Tool tool) {
    return SyncToolSpecification.builder()
        .tool(description.build())
        .callHandler(
            (context, request) ->
                tools.guarded(
                    tool,
                    Callers.of(context),
                    Objects.requireNonNullElse(request.arguments(), Map.of())))
        .build();
  }
}
