/**
 * The way in for AI agents: an MCP server. They ask, look, wait and take back; nothing here decides
 * about anything.
 */
@ApplicationModule(displayName = "Agents")
@NullMarked
package io.countersign.agents;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
