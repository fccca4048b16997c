package io.countersign.cli;

import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The demo's AI agent, without the AI: what a model would call, called over MCP. */
final class DemoAgent implements AutoCloseable {

  private final McpSyncClient client;

  DemoAgent(URI server, Tokens tokens) {
    client =
        McpClient.sync(
                HttpClientStreamableHttpTransport.builder(server.toString())
                    .endpoint("/mcp")
                    .openConnectionOnStartup(false)
                    .httpRequestCustomizer(
                        (request, method, uri, body, context) ->
                            request.setHeader("Authorization", "Bearer " + tokens.current()))
                    .build())
            .requestTimeout(Duration.ofSeconds(60))
            .build();
    client.initialize();
  }

  /** Calls a tool; answers what it said. */
  JsonNode call(String tool, Map<String, Object> arguments) {
    CallToolResult result =
        client.callTool(CallToolRequest.builder(tool).arguments(arguments).build());
    String text = result.content().getFirst() instanceof TextContent said ? said.text() : "";
    if (Boolean.TRUE.equals(result.isError())) {
      throw new CommandException(ExitCode.FAILED, "The agent's " + tool + " failed: " + text);
    }
    return JsonMapper.shared().readTree(text);
  }

  @Override
  public void close() {
    client.closeGracefully();
  }
}
