package io.countersign.it;

import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An agent that speaks MCP, by the official client. */
final class McpAgent implements AutoCloseable {

  private final McpSyncClient client;

  private McpAgent(McpSyncClient client) {
    this.client = client;
  }

  static McpAgent of(App app, String agent) {
    McpSyncClient client =
        McpClient.sync(
                HttpClientStreamableHttpTransport.builder(app.url())
                    .endpoint("/mcp")
                    .openConnectionOnStartup(false)
                    .requestBuilder(
                        HttpRequest.newBuilder()
                            .header("Authorization", "Bearer " + App.token(agent)))
                    .build())
            .requestTimeout(Duration.ofSeconds(60))
            .build();
    client.initialize();
    return new McpAgent(client);
  }

  JsonNode call(String tool, Map<String, Object> arguments) {
    CallToolResult result =
        client.callTool(CallToolRequest.builder(tool).arguments(arguments).build());
    String text = ((TextContent) result.content().getFirst()).text();
    if (Boolean.TRUE.equals(result.isError())) {
      throw new AssertionError(tool + ": " + text);
    }
    return JsonMapper.shared().readTree(text);
  }

  @Override
  public void close() {
    client.closeGracefully();
  }
}
