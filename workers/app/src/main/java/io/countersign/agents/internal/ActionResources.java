package io.countersign.agents.internal;

import io.countersign.requests.RequestDesk;
import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.server.McpStatelessServerFeatures.SyncResourceTemplateSpecification;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema.ReadResourceRequest;
import io.modelcontextprotocol.spec.McpSchema.ReadResourceResult;
import io.modelcontextprotocol.spec.McpSchema.ResourceTemplate;
import io.modelcontextprotocol.spec.McpSchema.TextResourceContents;
import java.util.List;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The records of a caller's own actions, as resources. */
@Component
class ActionResources {

  static final String PREFIX = "countersign://actions/";
  private static final String JSON = "application/json";

  private final Handles handles;
  private final RequestDesk requests;
  private final JsonMapper json;

  ActionResources(Handles handles, RequestDesk requests, JsonMapper json) {
    this.handles = handles;
    this.requests = requests;
    this.json = json;
  }

  List<SyncResourceTemplateSpecification> templates() {
    return List.of(
        new SyncResourceTemplateSpecification(
            ResourceTemplate.builder()
                .uriTemplate(PREFIX + "{action_id}")
                .name("action")
                .title("Record of an action")
                .description(
                    "Everything on record about one of your own actions: what was asked for, what"
                        + " policy said, who signed, what came of it.")
                .mimeType(JSON)
                .build(),
            this::read));
  }

  private ReadResourceResult read(McpTransportContext context, ReadResourceRequest request) {
    String uri = request.uri();
    String handle = uri.startsWith(PREFIX) ? uri.substring(PREFIX.length()) : "";
    return handles
        .find(Callers.of(context).id(), handle)
        .map(requests::record)
        .map(json::writeValueAsString)
        .map(text -> new ReadResourceResult(List.of(new TextResourceContents(uri, JSON, text))))
        .orElseThrow(() -> McpError.RESOURCE_NOT_FOUND.apply(uri));
  }
}
