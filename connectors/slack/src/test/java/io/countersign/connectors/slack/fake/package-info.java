/** A Slack in memory, over real HTTP and WebSocket, with Slack's limits. */
@NullMarked
package io.countersign.connectors.slack.fake;

import org.jspecify.annotations.NullMarked;
