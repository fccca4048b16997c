package io.countersign.agents.internal;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The MCP server's settings.
 *
 * @param allowedOrigins origins of web pages that may call it, such as {@code
 *     https://chat.example}; every other page is refused, because it may have reached this server
 *     by DNS rebinding. Programs send no origin
 */
@ConfigurationProperties("countersign.mcp")
record McpProperties(@DefaultValue List<String> allowedOrigins) {}
